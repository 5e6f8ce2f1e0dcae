package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The bundled node autoscaler. */
public record AutoscalerConfig(
        @JsonProperty(defaultValue = "plimsoll/autoscaler:0.1.0")
                @JsonPropertyDescription("Container image.")
                @Pattern(regexp = Syntax.IMAGE, message = Syntax.IMAGE_RULE)
                String image,
        @JsonProperty(defaultValue = "kube-system")
                @JsonPropertyDescription("Kubernetes namespace.")
                @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                String namespace,
        @JsonProperty(defaultValue = "cluster-autoscaler")
                @JsonPropertyDescription("Service account, which the IAM role trusts.")
                @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                String serviceAccount,
        @JsonPropertyDescription(
                        "Labels of the node groups it runs on; plimsoll.io/workload: system if left out and a group has it.")
                SortedMap<String, String> nodeSelector,
        @JsonProperty(
                        defaultValue =
                                """
                                {expander: least-waste, scale-down-unneeded-time: 10m, \
                                scale-down-delay-after-add: 10m}\
                                """)
                @JsonPropertyDescription("Cluster Autoscaler's flags, without their dashes.")
                @AnyScalar
                SortedMap<
                                @Pattern(
                                        regexp = "[a-z0-9][a-z0-9-]*",
                                        message = "a flag's name without its leading dashes")
                                String,
                                String>
                        flags) {

    public AutoscalerConfig {
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
        flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    }
}
