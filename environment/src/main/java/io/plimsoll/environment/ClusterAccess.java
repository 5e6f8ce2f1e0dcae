package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Who reaches the API server, and who may do what there: by EKS access entries alone. */
public record ClusterAccess(
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription(
                        "IPv4 blocks that reach the API server from the internet; without any it answers inside the VPC only.")
                @Size(max = 40)
                List<@Pattern(regexp = Syntax.CIDR, message = Syntax.CIDR_RULE) String>
                        publicAccessCidrs,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription("IAM roles and users that administer the cluster.")
                List<@Pattern(regexp = Syntax.PRINCIPAL, message = Syntax.PRINCIPAL_RULE) String>
                        admins,
        @JsonProperty(defaultValue = "true")
                @JsonPropertyDescription(
                        "Makes an IAM role that administers the cluster, for whoever the account's own policies let take it. Who deploys is no administrator.")
                boolean adminRole,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription(
                        "IAM roles and users that read all of the cluster but its secrets.")
                List<@Pattern(regexp = Syntax.PRINCIPAL, message = Syntax.PRINCIPAL_RULE) String>
                        viewers,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription("Further IAM roles and users, each with a policy of EKS.")
                List<Grant> access) {

    public ClusterAccess {
        publicAccessCidrs = List.copyOf(publicAccessCidrs);
        admins = List.copyOf(admins);
        viewers = List.copyOf(viewers);
        access = List.copyOf(access);
    }

    /**
     * What one principal may do.
     *
     * @param namespaces none means the whole cluster
     */
    public record Grant(
            @JsonProperty(required = true)
                    @JsonPropertyDescription("The IAM role or user.")
                    @Pattern(regexp = Syntax.PRINCIPAL, message = Syntax.PRINCIPAL_RULE)
                    String principal,
            @JsonProperty(defaultValue = "view") @JsonPropertyDescription("EKS's access policy.")
                    AccessPolicy policy,
            @JsonProperty(defaultValue = "[]")
                    @JsonPropertyDescription(
                            "Namespaces that it is limited to; the whole cluster if left out.")
                    List<
                                    @Pattern(
                                            regexp = Syntax.DNS_LABEL,
                                            message = Syntax.DNS_LABEL_RULE)
                                    String>
                            namespaces) {
        public Grant {
            namespaces = List.copyOf(namespaces);
        }
    }

    /** EKS's access policies for people, as its user guide lists them. */
    public enum AccessPolicy {
        @JsonProperty("view")
        VIEW("AmazonEKSViewPolicy"),
        @JsonProperty("edit")
        EDIT("AmazonEKSEditPolicy"),
        @JsonProperty("admin")
        ADMIN("AmazonEKSAdminPolicy"),
        @JsonProperty("admin-view")
        ADMIN_VIEW("AmazonEKSAdminViewPolicy"),
        @JsonProperty("cluster-admin")
        CLUSTER_ADMIN("AmazonEKSClusterAdminPolicy");

        private final String eksName;

        AccessPolicy(String eksName) {
            this.eksName = eksName;
        }

        /** The end of its ARN. */
        public String eksName() {
            return eksName;
        }
    }
}
