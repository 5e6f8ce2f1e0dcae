package io.plimsoll.stacks.registry;

import io.plimsoll.environment.ClusterConfig;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryEncryption;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecr.TagStatus;
import software.constructs.Construct;

/**
 * A repository for the autoscaler's image, which stays when the stack goes. Nodes may pull from it,
 * as from every repository of the account.
 */
public final class RegistryStack extends Stack {

    public RegistryStack(Construct scope, ClusterConfig cluster, String name, StackProps props) {
        super(scope, "registry", props);
        Repository repository =
                Repository.Builder.create(this, "Repository")
                        .repositoryName(name)
                        .imageTagMutability(TagMutability.IMMUTABLE)
                        .imageScanOnPush(true)
                        .encryption(RepositoryEncryption.KMS)
                        .lifecycleRules(List.of(forgetUntagged()))
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build();
        String registry =
                "%s.dkr.ecr.%s.%s".formatted(getAccount(), cluster.region(), getUrlSuffix());
        output(
                "LoginCommand",
                "aws ecr get-login-password --region %s | docker login --username AWS --password-stdin %s"
                        .formatted(cluster.region(), registry),
                "Lets Docker push to the repository");
        output(
                "PushCommand",
                "docker buildx build --platform linux/amd64,linux/arm64 --file autoscaler/Dockerfile --tag %s:0.1.0 --push ."
                        .formatted(repository.getRepositoryUri()),
                "Builds and pushes the autoscaler's image; tags cannot be overwritten");
    }

    private static LifecycleRule forgetUntagged() {
        return LifecycleRule.builder()
                .description("Untagged images are what a failed or repeated push leaves")
                .tagStatus(TagStatus.UNTAGGED)
                .maxImageAge(Duration.days(14))
                .build();
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(this, name).value(value).description(description).build();
    }
}
