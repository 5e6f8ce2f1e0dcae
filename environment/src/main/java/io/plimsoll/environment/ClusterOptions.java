package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who reaches the EKS cluster and how, and how it is looked after. */
public record ClusterOptions(
        @JsonUnwrapped IdentityConfig identities,
        @JsonUnwrapped ClusterAccess access,
        @JsonProperty(defaultValue = "{}")
                @JsonPropertyDescription(
                        "EKS add-ons: a version, in place of the one that is pinned for the Kubernetes version, or a block with version, configuration and access. Those that are not the stacks' own are installed besides.")
                SortedMap<
                                @Pattern(regexp = Syntax.ADDON, message = Syntax.ADDON_RULE) String,
                                AddonSettings>
                        addons,
        @JsonUnwrapped PodNetwork podNetwork,
        @JsonUnwrapped Governance governance) {

    /** How AWS recognizes the cluster's service accounts. */
    public Identity identity() {
        return identities.kind();
    }

    public ClusterOptions {
        addons = Collections.unmodifiableSortedMap(new TreeMap<>(addons));
    }

    /** How AWS recognizes the cluster's service accounts. */
    public enum Identity {
        @JsonProperty("irsa")
        IRSA,
        @JsonProperty("pod-identity")
        POD_IDENTITY
    }

    /** What the environment says of one EKS add-on. In the file, a version may stand alone. */
    @OneWord
    public record AddonSettings(
            @JsonPropertyDescription(
                            "Version; the one that is pinned for the Kubernetes version if left out.")
                    Optional<
                                    @Pattern(
                                            regexp = "v\\d+\\.\\d+\\.\\d+-eksbuild\\.\\d+",
                                            message = "a version such as v1.20.1-eksbuild.3")
                                    String>
                            version,
            @JsonPropertyDescription(
                            "Values of the add-on's own configuration schema; they win over those that Plimsoll sets.")
                    Optional<JsonText> configuration,
            @JsonPropertyDescription(
                            "What one of its service accounts may do in AWS; add-ons that are not the stacks' own alone.")
                    Optional<AddonAccess> access) {}

    /** A role for a service account of an add-on, in the add-on's own namespace. */
    public record AddonAccess(
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Name of the service account, as the add-on calls it.")
                    @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                    String serviceAccount,
            @JsonProperty(defaultValue = "kube-system")
                    @JsonPropertyDescription("Namespace that the add-on installs itself into.")
                    @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                    String namespace,
            @JsonProperty(required = true)
                    @JsonPropertyDescription("ARNs of the IAM policies that the role has.")
                    @Size(min = 1, max = 10)
                    List<@Pattern(regexp = Syntax.POLICY, message = Syntax.POLICY_RULE) String>
                            policies) {

        public AddonAccess {
            policies = List.copyOf(policies);
        }
    }

    /** How the VPC CNI serves pods. */
    public record PodNetwork(
            @JsonProperty(defaultValue = "true")
                    @JsonPropertyDescription(
                            "Lets the VPC CNI enforce NetworkPolicies, which are without effect otherwise.")
                    boolean networkPolicies,
            @JsonProperty(defaultValue = "false")
                    @JsonPropertyDescription(
                            "Gives nodes blocks of 16 addresses, so that up to 110 pods fit on a node below 30 vCPUs and 250 on others.")
                    boolean prefixDelegation) {}

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
                    Optional<@Pattern(regexp = Syntax.POLICY, message = Syntax.POLICY_RULE) String>
                            permissionsBoundary,
            @JsonProperty(defaultValue = "{}")
                    @JsonPropertyDescription(
                            "AWS tags of every resource, of nodes and their disks too.")
                    SortedMap<
                                    @Pattern(
                                            regexp = "(?![aA][wW][sS]:)[\\w .:/=+@-]{1,128}",
                                            message =
                                                    "a tag key of up to 128 characters that does not begin with aws:")
                                    String,
                                    @Pattern(
                                            regexp = "[\\w .:/=+@-]{0,256}",
                                            message = "a tag value of up to 256 characters")
                                    String>
                            tags,
            @JsonUnwrapped Lifetime lifetime) {

        public Governance {
            tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        }
    }

    /** What outlives single deployments. */
    public record Lifetime(
            @JsonPropertyDescription(
                            "What EKS does when a version's standard support ends: extended charges extra, standard upgrades the cluster; EKS's own default, extended, if left out.")
                    Optional<UpgradePolicy> upgradePolicy,
            @JsonProperty(defaultValue = "true")
                    @JsonPropertyDescription(
                            "Keeps an IAM OIDC provider for the cluster whatever identity says, so that it can be changed in one deployment.")
                    boolean oidcProvider,
            @JsonPropertyDescription(
                            "ARN of the KMS key of all log groups, whose policy lets CloudWatch Logs use it; CloudWatch Logs' own if left out.")
                    Optional<
                                    @Pattern(regexp = Syntax.KMS_KEY, message = Syntax.KMS_KEY_RULE)
                                    String>
                            logsKey,
            @JsonPropertyDescription(
                            "Registry, with a path if need be, that holds a copy of every image under its own name, such as 111122223333.dkr.ecr.eu-central-1.amazonaws.com/mirror.")
                    Optional<
                                    @Pattern(
                                            regexp = Syntax.REGISTRY,
                                            message =
                                                    "a registry such as 111122223333.dkr.ecr.eu-central-1.amazonaws.com/mirror")
                                    String>
                            imageRegistry,
            @JsonPropertyDescription(
                            "Who brings the AWS Load Balancer Controller, which a network load balancer needs. helm: the stacks make its role, and a command that they put out installs it; external: it is there.")
                    Optional<LoadBalancerController> loadBalancerController) {}

    /** Who brings the AWS Load Balancer Controller. */
    public enum LoadBalancerController {
        @JsonProperty("helm")
        HELM,
        @JsonProperty("external")
        EXTERNAL
    }

    /** How long EKS leaves the cluster on its Kubernetes version. */
    public enum UpgradePolicy {
        @JsonProperty("standard")
        STANDARD,
        @JsonProperty("extended")
        EXTENDED
    }
}
