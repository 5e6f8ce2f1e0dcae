package io.plimsoll.stacks.workload;

import java.util.Optional;
import software.amazon.awscdk.cdk.lambdalayer.kubectl.v29.KubectlV29Layer;
import software.amazon.awscdk.cdk.lambdalayer.kubectl.v32.KubectlV32Layer;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.constructs.Construct;

/**
 * kubectl for a Lambda function. Kubernetes supports a kubectl that is one minor version older or
 * newer than the API server (its version skew policy), so one layer serves three versions.
 */
enum KubectlLayer {
    V1_29(29),
    V1_32(32),
    /** Out of npm, which has newer ones than Maven Central. */
    V1_35(35);

    private static final String ID = "Kubectl";
    private final int minor;

    KubectlLayer(int minor) {
        this.minor = minor;
    }

    /**
     * The nearest that is there.
     *
     * @param fromNpm the newest one's archive
     */
    static KubectlLayer of(String kubernetesVersion, Optional<String> fromNpm) {
        if (V1_29.supports(kubernetesVersion) || minor(kubernetesVersion) < V1_29.minor) {
            return V1_29;
        }
        return V1_32.supports(kubernetesVersion) || fromNpm.isEmpty() ? V1_32 : V1_35;
    }

    /** Whether Kubernetes promises that this kubectl works with that version. */
    boolean supports(String kubernetesVersion) {
        return Math.abs(minor(kubernetesVersion) - minor) <= 1;
    }

    ILayerVersion create(Construct scope, Optional<String> fromNpm) {
        return switch (this) {
            case V1_29 -> new KubectlV29Layer(scope, ID);
            case V1_32 -> new KubectlV32Layer(scope, ID);
            case V1_35 ->
                    LayerVersion.Builder.create(scope, ID)
                            .code(Code.fromAsset(fromNpm.orElseThrow()))
                            .description("kubectl " + this)
                            .license("Apache-2.0")
                            .build();
        };
    }

    /** What there is to do where none that is there supports a version. */
    String remedy() {
        return switch (this) {
            case V1_29, V1_32 -> "npm ci brings kubectl " + V1_35 + ".";
            case V1_35 -> "See whether a newer Plimsoll brings a newer one.";
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
