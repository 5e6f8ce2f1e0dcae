package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who reaches the EKS cluster and how, and how it is looked after. */
public record ClusterOptions(
        @JsonProperty(defaultValue = "irsa")
                @JsonPropertyDescription(
                        "How AWS recognizes service accounts: irsa (OIDC tokens) or pod-identity (EKS Pod Identity).")
                Identity identity,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription(
                        "IPv4 blocks that reach the API server from the internet; without any it answers inside the VPC only.")
                List<@Pattern(regexp = Syntax.CIDR, message = Syntax.CIDR_RULE) String>
                        publicAccessCidrs,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription(
                        "IAM roles and users that administer the cluster; without any it is whoever deploys it.")
                List<
                                @Pattern(
                                        regexp = "arn:aws[a-z-]*:iam::\\d{12}:(role|user)/.+",
                                        message =
                                                "an ARN such as arn:aws:iam::111122223333:role/admin")
                                String>
                        admins,
        @JsonProperty(defaultValue = "{}")
                @JsonPropertyDescription(
                        "Versions of EKS add-ons, in place of those that are pinned for the Kubernetes version.")
                SortedMap<
                                @Pattern(
                                        regexp =
                                                "vpc-cni|kube-proxy|coredns|eks-pod-identity-agent|aws-ebs-csi-driver|metrics-server|aws-secrets-store-csi-driver-provider",
                                        message =
                                                "vpc-cni, kube-proxy, coredns, eks-pod-identity-agent, aws-ebs-csi-driver, metrics-server or aws-secrets-store-csi-driver-provider")
                                String,
                                @Pattern(
                                        regexp = "v\\d+\\.\\d+\\.\\d+-eksbuild\\.\\d+",
                                        message = "a version such as v1.20.1-eksbuild.3")
                                String>
                        addons,
        @JsonUnwrapped Governance governance) {

    public ClusterOptions {
        publicAccessCidrs = List.copyOf(publicAccessCidrs);
        admins = List.copyOf(admins);
        addons = Collections.unmodifiableSortedMap(new TreeMap<>(addons));
    }

    /** How AWS recognizes the cluster's service accounts. */
    public enum Identity {
        @JsonProperty("irsa")
        IRSA,
        @JsonProperty("pod-identity")
        POD_IDENTITY
    }

    /** The rules of the house that the cluster is in. */
    public record Governance(
            @JsonProperty(defaultValue = "false")
                    @JsonPropertyDescription(
                            "Keeps the stacks and the cluster from being deleted until it is set to false again.")
                    boolean deletionProtection,
            @JsonProperty(defaultValue = "false")
                    @JsonPropertyDescription(
                            "Lets administrators open shells on nodes through AWS Systems Manager; there is no SSH.")
                    boolean sessionManager,
            @JsonPropertyDescription("ARN of the IAM policy that bounds every role.")
                    Optional<
                                    @Pattern(
                                            regexp = "arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/.+",
                                            message =
                                                    "an ARN such as arn:aws:iam::111122223333:policy/boundary")
                                    String>
                            permissionsBoundary,
            @JsonProperty(defaultValue = "{}")
                    @JsonPropertyDescription("AWS tags of every resource.")
                    SortedMap<
                                    @Pattern(
                                            regexp = "(?!aws:)[\\w .:/=+@-]{1,128}",
                                            message =
                                                    "a tag key of up to 128 characters that does not begin with aws:")
                                    String,
                                    @Pattern(
                                            regexp = "[\\w .:/=+@-]{0,256}",
                                            message = "a tag value of up to 256 characters")
                                    String>
                            tags) {

        public Governance {
            tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        }
    }
}
