package io.plimsoll.stacks.workload;

import software.amazon.awscdk.cdk.lambdalayer.kubectl.v29.KubectlV29Layer;
import software.amazon.awscdk.cdk.lambdalayer.kubectl.v32.KubectlV32Layer;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.constructs.Construct;

/**
 * kubectl for a Lambda function. Kubernetes supports a kubectl that is one minor version older or
 * newer than the API server (its version skew policy), so one layer serves three versions.
 */
enum KubectlLayer {
    V1_29(29),
    V1_32(32);

    private final int minor;

    KubectlLayer(int minor) {
        this.minor = minor;
    }

    /** The nearest. */
    static KubectlLayer of(String kubernetesVersion) {
        return minor(kubernetesVersion) <= V1_29.minor + 1 ? V1_29 : V1_32;
    }

    /** Whether Kubernetes promises that this kubectl works with that version. */
    boolean supports(String kubernetesVersion) {
        return Math.abs(minor(kubernetesVersion) - minor) <= 1;
    }

    ILayerVersion create(Construct scope) {
        return switch (this) {
            case V1_29 -> new KubectlV29Layer(scope, "Kubectl");
            case V1_32 -> new KubectlV32Layer(scope, "Kubectl");
        };
    }

    @Override
    public String toString() {
        return "1." + minor;
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }
}
