package io.plimsoll.checks;

import io.fabric8.kubernetes.api.model.Container;
import io.plimsoll.checks.manifest.Workload;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.Environment.WorkloadsConfig;
import io.plimsoll.environment.ImageName;
import io.plimsoll.environment.VpcConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * An image that a node without a way out of its VPC cannot pull: endpoints lead to the region's own
 * ECR alone, which EKS's add-ons come from too. A pull-through cache does not help with the first
 * pull, for which ECR itself asks for a NAT gateway.
 */
final class ImageWithoutWayIn implements Check {

    @Override
    public String id() {
        return "image-without-way-in";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Environment environment = subject.environment();
        if (!(environment.vpc() instanceof VpcConfig.New vpc) || vpc.natGateways() > 0) {
            return List.of();
        }
        String region = environment.cluster().region();
        return images(subject)
                .distinct()
                .filter(image -> !ImageName.of(image).isEcrOf(region))
                .map(image -> finding(image, environment))
                .toList();
    }

    private static Stream<String> images(Subject subject) {
        WorkloadsConfig workloads = subject.environment().workloads();
        Stream<String> named =
                Stream.of(
                        workloads.kong().image().reference(),
                        workloads.load().image(),
                        workloads.autoscaler().image());
        return Stream.concat(
                named,
                subject.manifests().workloads().stream()
                        .filter(workload -> !subject.manifests().isOfEks(workload))
                        .map(Workload::template)
                        .flatMap(template ->
                                Stream.concat(
                                        template.getSpec().getInitContainers().stream(),
                                        template.getSpec().getContainers().stream()))
                        .map(Container::getImage));
    }

    private Finding finding(String image, Environment environment) {
        String registry =
                "%s.dkr.ecr.%s.amazonaws.com/mirror"
                        .formatted(
                                environment.cluster().account().orElse("<account>"),
                                environment.cluster().region());
        return new Finding(
                id(),
                Finding.Severity.ERROR,
                "No node can pull %s: the VPC has no NAT gateway, and endpoints lead to the ECR of %s alone."
                        .formatted(image, environment.cluster().region()),
                "Copy it with skopeo copy --all docker://%s docker://%s, and set cluster.imageRegistry: %s."
                        .formatted(
                                ImageName.byDigest(image),
                                ImageName.byTag(ImageName.of(image).in(registry)),
                                registry));
    }
}
