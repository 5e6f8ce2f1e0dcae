package io.plimsoll.autoscaler.aws.live;

import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.aws.AwsErrors;
import io.plimsoll.autoscaler.aws.LogOnce;
import io.plimsoll.autoscaler.aws.template.InstancePrices;
import io.plimsoll.autoscaler.aws.template.InstanceShapeMapping;
import io.plimsoll.autoscaler.aws.template.InstanceShapes;
import io.plimsoll.autoscaler.aws.template.TemplateSources;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;

/** Asks EC2 and EKS, each thing when it is first needed. */
public final class LiveSources {

    /** A version of a launch template never changes, but {@code $Latest} moves. */
    private static final Duration LAUNCH_TEMPLATE_AGE = Duration.ofMinutes(5);

    private static final Duration NODE_GROUP_AGE = Duration.ofMinutes(5);
    private static final Duration INSTANCE_TYPE_AGE = Duration.ofHours(24);

    /** A person mends it, or never: there is no hurry to ask again. */
    private static final Duration REFUSAL_AGE = Duration.ofHours(1);

    private final AwsClients clients;
    private final LogOnce log = new LogOnce(LoggerFactory.getLogger(LiveSources.class));

    private LiveSources(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * @param onlyBuiltInTypes do not ask EC2 about instance types
     */
    public static TemplateSources of(
            AwsClients clients,
            InstantSource clock,
            boolean onlyBuiltInTypes,
            InstancePrices prices) {
        LiveSources live = new LiveSources(clients);
        Remembered<LaunchTemplateSpecification, Optional<ResponseLaunchTemplateData>> templates =
                new Remembered<>(_ -> LAUNCH_TEMPLATE_AGE, clock, live::launchTemplate);
        Remembered<String, Optional<InstanceType>> types =
                new Remembered<>(_ -> INSTANCE_TYPE_AGE, clock, live::instanceType);
        Remembered<NodeGroupName, Optional<Nodegroup>> nodeGroups =
                new Remembered<>(
                        found -> found.isPresent() ? NODE_GROUP_AGE : REFUSAL_AGE,
                        clock,
                        live::nodeGroup);
        InstanceShapes shapes = onlyBuiltInTypes ? InstanceTypes::find : types::get;
        return new TemplateSources(
                templates::get,
                shapes,
                (cluster, name) -> nodeGroups.get(new NodeGroupName(cluster, name)),
                prices);
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
            log.warn(e.getMessage() + "; using the built-in catalogue");
            return InstanceTypes.find(name);
        }
    }

    /**
     * Empty where the role may not ask, or EKS knows no such group: then its Auto Scaling group's
     * tags serve, as for Cluster Autoscaler, whose documented policy lacks that right.
     *
     * @throws CloudException when there is no answer, so that the next reading asks again
     */
    private Optional<Nodegroup> nodeGroup(NodeGroupName group) {
        try {
            return Optional.ofNullable(
                    AwsErrors.translating(
                                    "DescribeNodegroup " + group.name(),
                                    () ->
                                            clients.eks()
                                                    .describeNodegroup(request ->
                                                            request.clusterName(group.cluster())
                                                                    .nodegroupName(group.name())))
                            .nodegroup());
        } catch (CloudException e) {
            log.warn(refusal(e).orElseThrow(() -> e));
            return Optional.empty();
        }
    }

    /** Empty for a failure that says nothing of the group or of the right to ask. */
    private static Optional<String> refusal(CloudException failure) {
        if (!(failure.getCause() instanceof AwsServiceException service)) {
            return Optional.empty();
        }
        if (service instanceof ResourceNotFoundException) {
            return Optional.of(
                    failure.getMessage() + "; its labels and taints are those of its tags");
        }
        AwsErrorDetails details = service.awsErrorDetails();
        return details != null && String.valueOf(details.errorCode()).startsWith("AccessDenied")
                ? Optional.of(
                        "eks:DescribeNodegroup is denied; labels and taints of managed node groups"
                                + " without nodes are those of their tags")
                : Optional.empty();
    }
}
