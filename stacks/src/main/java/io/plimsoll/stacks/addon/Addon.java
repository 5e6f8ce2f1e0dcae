package io.plimsoll.stacks.addon;

import io.plimsoll.stacks.identity.ServiceAccount;
import java.util.Optional;

/**
 * The add-ons that clusters get. metrics-server is left out where the manifests bring it, the
 * Secrets Store CSI driver where nothing mounts a secret.
 */
public enum Addon {
    VPC_CNI("vpc-cni"),
    KUBE_PROXY("kube-proxy"),
    POD_IDENTITY_AGENT("eks-pod-identity-agent"),
    COREDNS("coredns"),
    EBS_CSI_DRIVER("aws-ebs-csi-driver"),
    METRICS_SERVER("metrics-server"),
    SECRETS_STORE("aws-secrets-store-csi-driver-provider");

    private final String eksName;

    Addon(String eksName) {
        this.eksName = eksName;
    }

    public String eksName() {
        return eksName;
    }

    Optional<AwsAccess> access() {
        return switch (this) {
            case VPC_CNI -> Optional.of(new AwsAccess("aws-node", "AmazonEKS_CNI_Policy"));
            case EBS_CSI_DRIVER ->
                    Optional.of(
                            new AwsAccess(
                                    "ebs-csi-controller-sa",
                                    "service-role/AmazonEBSCSIDriverPolicy"));
            case KUBE_PROXY, POD_IDENTITY_AGENT, COREDNS, METRICS_SERVER, SECRETS_STORE ->
                    Optional.empty();
        };
    }

    /**
     * What an add-on needs from AWS.
     *
     * @param policy path and name of a policy that AWS manages
     */
    record AwsAccess(String serviceAccount, String policy) {

        ServiceAccount account() {
            return new ServiceAccount("kube-system", serviceAccount);
        }
    }
}
