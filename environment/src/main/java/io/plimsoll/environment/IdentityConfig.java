package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Size;
import java.util.List;

/** How pods are somebody in AWS, and which pods beside those that the environment brings. */
public record IdentityConfig(
        @JsonProperty(value = "identity", defaultValue = "irsa")
                @JsonPropertyDescription(
                        "How AWS recognizes service accounts: irsa (OIDC tokens) or pod-identity (EKS Pod Identity).")
                ClusterOptions.Identity kind,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription(
                        "Service accounts of your own workloads that get a role with policies; an output of the stack identity tells its ARN.")
                @Size(max = 100)
                List<ServiceAccountConfig> serviceAccounts) {

    public IdentityConfig {
        serviceAccounts = List.copyOf(serviceAccounts);
    }
}
