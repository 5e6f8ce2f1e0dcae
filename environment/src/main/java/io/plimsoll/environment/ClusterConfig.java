package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/** The EKS cluster. */
public record ClusterConfig(
        @JsonProperty(required = true)
                @JsonPropertyDescription("Name of the EKS cluster.")
                @Pattern(
                        regexp = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}",
                        message =
                                "1 to 100 letters, digits, '-' or '_', beginning with a letter or digit")
                String name,
        @JsonProperty(defaultValue = ClusterConfig.DEFAULT_REGION)
                @JsonPropertyDescription("AWS region.")
                @Pattern(
                        regexp = "[a-z]{2,4}(-[a-z]+)+-\\d",
                        message = "a region such as us-west-1")
                String region,
        @JsonPropertyDescription(
                        "AWS account; without it the stacks deploy to whatever account the credentials belong to.")
                Optional<@Pattern(regexp = "\\d{12}", message = "twelve digits, in quotes") String>
                        account,
        @JsonProperty(defaultValue = "'1.29'")
                @JsonPropertyDescription("Kubernetes minor version of the control plane.")
                @Pattern(
                        regexp = "1\\.\\d{2}",
                        message = "a minor version such as \"1.33\", in quotes")
                String kubernetesVersion,
        @JsonUnwrapped ClusterOptions options) {

    /** Where a cluster is whose file names no region. */
    public static final String DEFAULT_REGION = "us-west-1";

    /** The same cluster in an account that is not known yet. */
    public ClusterConfig withoutAccount() {
        return new ClusterConfig(name, region, Optional.empty(), kubernetesVersion, options);
    }
}
