package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/** What a group's launch template says of its machines beside their type and image. */
public record LaunchConfig(
        @JsonUnwrapped StorageConfig storage,
        @JsonPropertyDescription(
                        "File with what a node is told besides when it starts, its path relative to this file: a shell script, nodeadm's NodeConfig or cloud-config on Amazon Linux, settings in TOML on Bottlerocket. EKS adds what lets a node join.")
                Optional<FileText> userData,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription(
                        "Security groups of nodes beside the cluster's own, which they keep.")
                @Size(max = 4)
                List<
                                @Pattern(
                                        regexp = "sg-([0-9a-f]{8}|[0-9a-f]{17})",
                                        message = "an id such as sg-0a1b2c3d")
                                String>
                        securityGroups,
        @JsonProperty(defaultValue = "false")
                @JsonPropertyDescription(
                        "Puts nodes into the public subnets with addresses of the internet; nobody outside reaches them but through securityGroups.")
                boolean publicAddresses) {

    public LaunchConfig {
        securityGroups = List.copyOf(securityGroups);
    }
}
