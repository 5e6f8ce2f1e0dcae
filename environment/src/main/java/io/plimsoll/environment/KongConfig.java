package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Kong data plane. */
public record KongConfig(
        @JsonProperty(defaultValue = "dbless")
                @JsonPropertyDescription(
                        "konnect: a data plane of a Konnect control plane; dbless: on its own, with one route.")
                Mode mode,
        @JsonUnwrapped Image image,
        @JsonUnwrapped Container container,
        @JsonPropertyDescription(
                        "Labels of the node groups it runs on; plimsoll.io/workload: kong if left out and a group has it.")
                SortedMap<String, String> nodeSelector,
        @JsonPropertyDescription("The Konnect control plane; exactly in mode konnect.")
                Optional<Konnect> konnect) {

    public KongConfig {
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
    }

    /** Where the data plane has its configuration from. */
    public enum Mode {
        @JsonProperty("dbless")
        DBLESS,
        @JsonProperty("konnect")
        KONNECT
    }

    /** What runs, and where. */
    public record Image(
            @JsonProperty("image")
                    @JsonPropertyDescription(
                            "Container image; kong:3.9 (dbless) or kong/kong-gateway:3.14 (konnect) if left out.")
                    @Pattern(regexp = Syntax.IMAGE, message = Syntax.IMAGE_RULE)
                    String reference,
            @JsonProperty(defaultValue = "kong")
                    @JsonPropertyDescription("Kubernetes namespace.")
                    @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                    String namespace) {}

    /** What one pod asks for and may take. */
    public record Container(
            @JsonProperty(defaultValue = "{cpu: 300m, memory: 300Mi}")
                    @JsonPropertyDescription("What a pod asks for; what the autoscaler packs by.")
                    ComputeResources requests,
            @JsonProperty(defaultValue = "{cpu: 1500m, memory: 3Gi}")
                    @JsonPropertyDescription("What a pod may take at most.")
                    ComputeResources limits) {}

    /** The Konnect control plane; its certificate's content is never written anywhere. */
    public record Konnect(
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Host such as <id>.us.cp0.konghq.com.")
                    @Pattern(regexp = Syntax.HOST, message = Syntax.HOST_RULE)
                    String controlPlane,
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Host such as <id>.us.tp0.konghq.com.")
                    @Pattern(regexp = Syntax.HOST, message = Syntax.HOST_RULE)
                    String telemetry,
            @JsonProperty(defaultValue = "kong-cluster-cert")
                    @JsonPropertyDescription(
                            "Name of the TLS secret in Kong's namespace that holds the cluster certificate.")
                    @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                    String certificateSecret) {}
}
