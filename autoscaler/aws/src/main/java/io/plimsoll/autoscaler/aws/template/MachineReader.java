package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.template.Machine.CapacityType;
import io.plimsoll.autoscaler.aws.template.TemplateException.Kind;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.eks.model.AMITypes;
import software.amazon.awssdk.services.eks.model.CapacityTypes;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/**
 * Finds what a group launches: the types of its mixed instances policy, else of its launch
 * template, else of the instances that it has.
 */
final class MachineReader {

    private final LaunchTemplates launchTemplates;
    private final InstanceShapes shapes;

    MachineReader(LaunchTemplates launchTemplates, InstanceShapes shapes) {
        this.launchTemplates = launchTemplates;
        this.shapes = shapes;
    }

    /**
     * @throws TemplateException when the types cannot be told
     */
    Machine read(AutoScalingGroup group, Optional<Nodegroup> managed) {
        Optional<ResponseLaunchTemplateData> launch =
                LaunchTemplates.wantedBy(group).flatMap(launchTemplates::find);
        Types types = types(group, launch);
        List<ResponseLaunchTemplateData> launches =
                Stream.concat(launch.stream(), ofOverrides(group)).distinct().toList();
        boolean managedImage =
                GroupSelection.tagsOf(group).containsKey(NodeTemplates.NODE_GROUP_TAG)
                        && managed.filter(nodes -> nodes.amiType() == AMITypes.CUSTOM).isEmpty();
        return new Machine(
                types.types(),
                KubeletReader.read(launches, managed, managedImage),
                capacity(group, launch, managed),
                launch.map(ResponseLaunchTemplateData::imageId),
                types.from());
    }

    /** Launch templates that overrides have of their own. */
    private Stream<ResponseLaunchTemplateData> ofOverrides(AutoScalingGroup group) {
        return overrides(group).stream()
                .map(LaunchTemplateOverrides::launchTemplateSpecification)
                .filter(Objects::nonNull)
                .flatMap(wanted -> launchTemplates.find(wanted).stream());
    }

    /**
     * @param from where they were read
     */
    private record Types(List<InstanceType> types, String from) {}

    private Types types(AutoScalingGroup group, Optional<ResponseLaunchTemplateData> launch) {
        List<LaunchTemplateOverrides> overrides = overrides(group);
        overrides.forEach(MachineReader::refuseWhatWeCannotCount);
        List<InstanceType> overriding = overrides.stream().flatMap(this::types).distinct().toList();
        if (!overriding.isEmpty()) {
            return new Types(overriding, "mixed instances policy");
        }
        Optional<TypeRequirements> ofTemplate =
                launch.map(ResponseLaunchTemplateData::instanceRequirements)
                        .map(TypeRequirements::of);
        if (ofTemplate.isPresent()) {
            return new Types(admitted(ofTemplate.get()), TemplateOrigins.LAUNCH_TEMPLATE);
        }
        return Stream.concat(
                        launch
                                .map(ResponseLaunchTemplateData::instanceTypeAsString)
                                .map(name ->
                                        new Types(
                                                List.of(shape(name)),
                                                TemplateOrigins.LAUNCH_TEMPLATE))
                                .stream(),
                        group.instances().stream()
                                .map(Instance::instanceType)
                                .filter(Objects::nonNull)
                                .map(name ->
                                        new Types(
                                                List.of(shape(name)), "an instance of the group")))
                .findFirst()
                .orElseThrow(() -> new TemplateException(untold(group, launch.isPresent())));
    }

    private Stream<InstanceType> types(LaunchTemplateOverrides override) {
        if (override.instanceRequirements() == null) {
            return Optional.ofNullable(override.instanceType()).map(this::shape).stream();
        }
        return admitted(new TypeRequirements(override.instanceRequirements())).stream();
    }

    private static List<InstanceType> admitted(TypeRequirements wanted) {
        List<InstanceType> admitted =
                InstanceTypes.all().values().stream().filter(wanted::admit).toList();
        if (admitted.isEmpty()) {
            throw new TemplateException(
                    "no instance type that is known here satisfies its attributes (InstanceRequirements)");
        }
        return admitted;
    }

    private static String untold(AutoScalingGroup group, boolean launchTemplateIsKnown) {
        if (group.launchConfigurationName() != null) {
            return "it has a launch configuration (%s), and launch configurations are not read"
                    .formatted(group.launchConfigurationName());
        }
        return LaunchTemplates.wantedBy(group)
                .filter(_ -> !launchTemplateIsKnown)
                .map(wanted ->
                        "its launch template %s is not known"
                                .formatted(LaunchTemplates.label(wanted)))
                .orElse(
                        "neither its mixed instances policy nor its launch template names an"
                                + " instance type");
    }

    private static List<LaunchTemplateOverrides> overrides(AutoScalingGroup group) {
        MixedInstancesPolicy policy = group.mixedInstancesPolicy();
        return policy == null || policy.launchTemplate() == null
                ? List.of()
                : policy.launchTemplate().overrides();
    }

    private static void refuseWhatWeCannotCount(LaunchTemplateOverrides override) {
        String weight = override.weightedCapacity();
        if (weight != null && !weight.equals("1")) {
            throw new TemplateException(
                    Kind.LEFT_ALONE,
                    "it counts capacity in weights (WeightedCapacity %s), not in nodes"
                            .formatted(weight));
        }
    }

    private InstanceType shape(String name) {
        return shapes.find(name)
                .orElseThrow(() -> new TemplateException("unknown instance type " + name));
    }

    private static CapacityType capacity(
            AutoScalingGroup group,
            Optional<ResponseLaunchTemplateData> launch,
            Optional<Nodegroup> managed) {
        boolean spot =
                managed.map(nodes -> nodes.capacityType() == CapacityTypes.SPOT)
                        .orElseGet(() -> spotByPolicy(group) || spotByTemplate(launch));
        return spot ? CapacityType.SPOT : CapacityType.ON_DEMAND;
    }

    /** Whether the next instance beyond the base will be a Spot instance, wholly. */
    private static boolean spotByPolicy(AutoScalingGroup group) {
        MixedInstancesPolicy policy = group.mixedInstancesPolicy();
        if (policy == null || policy.instancesDistribution() == null) {
            return false;
        }
        Integer onDemand = policy.instancesDistribution().onDemandPercentageAboveBaseCapacity();
        return onDemand != null && onDemand == 0;
    }

    private static boolean spotByTemplate(Optional<ResponseLaunchTemplateData> launch) {
        return launch.filter(data ->
                        data.instanceMarketOptions() != null
                                && data.instanceMarketOptions().marketType() == MarketType.SPOT)
                .isPresent();
    }
}
