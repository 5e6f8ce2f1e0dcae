package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** How Kong runs in its pods. */
public record KongRuntime(
        @JsonProperty(defaultValue = "{}")
                @JsonPropertyDescription(
                        "Kong's own settings, by their names in kong.conf, such as mem_cache_size: 512m; those that Plimsoll sets to make the data plane work are refused.")
                @AnyScalar
                SortedMap<
                                @Pattern(
                                        regexp = "[a-z][a-z0-9_]*",
                                        message =
                                                "a setting of kong.conf in lower case, such as mem_cache_size")
                                String,
                                String>
                        env,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription(
                        "ConfigMaps and Secrets in Kong's namespace whose keys become environment variables; those that Plimsoll or env set win.")
                List<VariableSource> envFrom,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription(
                        "Plugins beside those that Kong bundles: a name that the image has, or a block with name and configMap.")
                List<Plugin> plugins,
        @JsonPropertyDescription("Name of a PriorityClass that is there.")
                Optional<
                                @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                                String>
                        priorityClassName,
        @JsonPropertyDescription(
                        "Seconds a pod has to end; 30, and 180 behind a network load balancer, if left out.")
                @Min(20)
                @Max(3600)
                OptionalInt terminationGracePeriodSeconds) {

    public KongRuntime {
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        envFrom = List.copyOf(envFrom);
        plugins = List.copyOf(plugins);
    }

    /** Where environment variables come from; exactly one of both. */
    public record VariableSource(
            @JsonPropertyDescription("Name of a Secret.")
                    Optional<
                                    @Pattern(
                                            regexp = Syntax.DNS_LABEL,
                                            message = Syntax.DNS_LABEL_RULE)
                                    String>
                            secret,
            @JsonPropertyDescription("Name of a ConfigMap.")
                    Optional<
                                    @Pattern(
                                            regexp = Syntax.DNS_LABEL,
                                            message = Syntax.DNS_LABEL_RULE)
                                    String>
                            configMap) {}

    /** A plugin. In the file, its name may stand alone. */
    @OneWord
    public record Plugin(
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Name of the plugin.")
                    @Pattern(
                            regexp = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
                            message = "a plugin's name, such as rate-limiting")
                    String name,
            @JsonPropertyDescription(
                            "Name of a ConfigMap in Kong's namespace that holds its Lua files, handler.lua and schema.lua.")
                    Optional<
                                    @Pattern(
                                            regexp = Syntax.DNS_LABEL,
                                            message = Syntax.DNS_LABEL_RULE)
                                    String>
                            configMap) {}
}
