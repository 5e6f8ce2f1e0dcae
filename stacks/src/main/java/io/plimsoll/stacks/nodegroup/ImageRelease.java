package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.AmiType;
import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.NodeGroupConfig.Upkeep;
import java.util.Optional;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/**
 * Which release of EKS's machine image a group's nodes have. Without one, EKS takes the newest
 * whenever the group's Kubernetes version changes, and leaves it there.
 */
final class ImageRelease {

    private ImageRelease() {}

    /**
     * A literal, or a parameter that CloudFormation reads at each deployment: AWS publishes there
     * which release it recommends.
     */
    static Optional<String> of(Construct scope, ClusterConfig cluster, NodeGroupConfig group) {
        return group.machine()
                .upkeep()
                .amiRelease()
                .map(release ->
                        release.equals(Upkeep.NEWEST)
                                ? StringParameter.valueForStringParameter(
                                        scope,
                                        parameter(
                                                group.machine().amiType(),
                                                cluster.kubernetesVersion()))
                                : release);
    }

    private static String parameter(AmiType type, String version) {
        return switch (type) {
            case AL2023_X86_64_STANDARD -> amazonLinux(version, "x86_64/standard");
            case AL2023_ARM_64_STANDARD -> amazonLinux(version, "arm64/standard");
            case AL2023_X86_64_NVIDIA -> amazonLinux(version, "x86_64/nvidia");
            case AL2023_ARM_64_NVIDIA -> amazonLinux(version, "arm64/nvidia");
            case AL2023_X86_64_NEURON -> amazonLinux(version, "x86_64/neuron");
            case BOTTLEROCKET_X86_64 -> bottlerocket(version, "x86_64");
            case BOTTLEROCKET_ARM_64 -> bottlerocket(version, "arm64");
            case BOTTLEROCKET_X86_64_NVIDIA -> bottlerocket(version + "-nvidia", "x86_64");
            case BOTTLEROCKET_ARM_64_NVIDIA -> bottlerocket(version + "-nvidia", "arm64");
        };
    }

    private static String amazonLinux(String version, String variant) {
        return "/aws/service/eks/optimized-ami/%s/amazon-linux-2023/%s/recommended/release_version"
                .formatted(version, variant);
    }

    private static String bottlerocket(String variant, String architecture) {
        return "/aws/service/bottlerocket/aws-k8s-%s/%s/latest/image_version"
                .formatted(variant, architecture);
    }
}
