package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A service account of one's own workloads that takes a role in AWS. */
public record ServiceAccountConfig(
        @JsonProperty(required = true)
                @JsonPropertyDescription("Kubernetes namespace.")
                @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                String namespace,
        @JsonProperty(required = true)
                @JsonPropertyDescription("Name of the service account.")
                @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                String name,
        @JsonProperty(required = true)
                @JsonPropertyDescription("ARNs of the IAM policies that its role has.")
                @Size(min = 1, max = 10)
                List<@Pattern(regexp = Syntax.POLICY, message = Syntax.POLICY_RULE) String>
                        policies) {

    public ServiceAccountConfig {
        policies = List.copyOf(policies);
    }
}
