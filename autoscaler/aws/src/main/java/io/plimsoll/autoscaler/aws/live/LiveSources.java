package io.plimsoll.autoscaler.aws.live;

import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.aws.AwsErrors;
import io.plimsoll.autoscaler.aws.template.InstanceShapeMapping;
import io.plimsoll.autoscaler.aws.template.InstanceShapes;
import io.plimsoll.autoscaler.aws.template.TemplateSources;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Asks EC2 and EKS, each thing when it is first needed. */
public final class LiveSources {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSources.class);

    /** A version of a launch template never changes, but {@code $Latest} moves. */
    private static final Duration LAUNCH_TEMPLATE_AGE = Duration.ofMinutes(5);

    private static final Duration NODE_GROUP_AGE = Duration.ofMinutes(5);
    private static final Duration INSTANCE_TYPE_AGE = Duration.ofHours(24);

    private final AwsClients clients;

    private LiveSources(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * @param onlyBuiltInTypes do not ask EC2 about instance types
     */
    public static TemplateSources of(
            AwsClients clients, InstantSource clock, boolean onlyBuiltInTypes) {
        LiveSources live = new LiveSources(clients);
        Remembered<LaunchTemplateSpecification, Optional<ResponseLaunchTemplateData>> templates =
                new Remembered<>(LAUNCH_TEMPLATE_AGE, clock, live::launchTemplate);
        Remembered<String, Optional<InstanceType>> types =
                new Remembered<>(INSTANCE_TYPE_AGE, clock, live::instanceType);
        Remembered<NodeGroupName, Optional<Nodegroup>> nodeGroups =
                new Remembered<>(NODE_GROUP_AGE, clock, live::nodeGroup);
        InstanceShapes shapes = onlyBuiltInTypes ? InstanceTypes::find : types::get;
        return new TemplateSources(
                templates::get,
                shapes,
                (cluster, name) -> nodeGroups.get(new NodeGroupName(cluster, name)));
    }

    private record NodeGroupName(String cluster, String name) {}

    private Optional<ResponseLaunchTemplateData> launchTemplate(
            LaunchTemplateSpecification wanted) {
        DescribeLaunchTemplateVersionsRequest request =
                DescribeLaunchTemplateVersionsRequest.builder()
                        .launchTemplateId(wanted.launchTemplateId())
                        .launchTemplateName(
                                wanted.launchTemplateId() == null
                                        ? wanted.launchTemplateName()
                                        : null)
                        .versions(wanted.version() == null ? "$Default" : wanted.version())
                        .build();
        return AwsErrors.translating(
                        "DescribeLaunchTemplateVersions",
                        () -> clients.ec2().describeLaunchTemplateVersions(request))
                .launchTemplateVersions()
                .stream()
                .map(LaunchTemplateVersion::launchTemplateData)
                .findFirst();
    }

    /** The catalogue's answer when EC2's fails: an older shape is better than no template. */
    private Optional<InstanceType> instanceType(String name) {
        DescribeInstanceTypesRequest request =
                DescribeInstanceTypesRequest.builder().instanceTypesWithStrings(name).build();
        try {
            return AwsErrors.translating(
                            "DescribeInstanceTypes " + name,
                            () -> clients.ec2().describeInstanceTypes(request))
                    .instanceTypes()
                    .stream()
                    .flatMap(info -> InstanceShapeMapping.toInstanceType(info).stream())
                    .findFirst()
                    .or(() -> InstanceTypes.find(name));
        } catch (CloudException e) {
            LOG.warn("{}; using the built-in catalogue", e.getMessage());
            return InstanceTypes.find(name);
        }
    }

    private Optional<Nodegroup> nodeGroup(NodeGroupName group) {
        return Optional.ofNullable(
                AwsErrors.translating(
                                "DescribeNodegroup " + group.name(),
                                () ->
                                        clients.eks()
                                                .describeNodegroup(request ->
                                                        request.clusterName(group.cluster())
                                                                .nodegroupName(group.name())))
                        .nodegroup());
    }
}
