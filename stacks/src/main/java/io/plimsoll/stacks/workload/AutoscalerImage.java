package io.plimsoll.stacks.workload;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.ec2.Architecture;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.constructs.Construct;

/**
 * The autoscaler's image as {@code cdk deploy} builds it and pushes it, for its nodes' machines.
 */
final class AutoscalerImage {

    private AutoscalerImage() {}

    /**
     * @param checkout folder whose {@code .dockerignore} keeps all out of the image that it is not
     *     made of
     */
    static String uri(Construct scope, Environment environment, String checkout) {
        return DockerImageAsset.Builder.create(scope, "AutoscalerImage")
                .directory(checkout)
                .file("autoscaler/Dockerfile")
                .platform(platform(environment))
                .build()
                .getImageUri();
    }

    private static Platform platform(Environment environment) {
        Architecture architecture =
                environment
                        .nodeGroupsFor(environment.workloads().autoscaler().nodeSelector())
                        .getFirst()
                        .machine()
                        .amiType()
                        .architecture();
        return switch (architecture) {
            case AMD64 -> Platform.LINUX_AMD64;
            case ARM64 -> Platform.LINUX_ARM64;
        };
    }
}
