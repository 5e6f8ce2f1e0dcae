package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.GroupMapping;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.discovery.SelectedGroup;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.aws.template.TemplateSources;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/**
 * Files that describe node groups, in place of an account.
 *
 * @param groups what {@code aws autoscaling describe-auto-scaling-groups} prints
 * @param launchTemplates what {@code aws ec2 describe-launch-template-versions} prints
 * @param instanceTypes what {@code aws ec2 describe-instance-types} prints; types that it lacks, or
 *     all without it, come from the built-in catalogue
 */
public record NodeGroupFiles(
        Path groups, Optional<Path> launchTemplates, Optional<Path> instanceTypes) {

    private static final String MEMBER = "AutoScalingGroups";

    /**
     * @param selection when empty, all groups of the file are ours
     * @throws InvalidFileException naming file, field, value and what is allowed
     */
    public List<NodeGroup> read(GroupSelection selection) {
        GroupMapping mapping = new GroupMapping(new NodeTemplates(sources()));
        return described(groups).stream()
                .flatMap(group -> select(selection, group).stream())
                .map(mapping::toNodeGroup)
                .toList();
    }

    /**
     * The groups alone, as AWS describes them.
     *
     * @param file what {@code aws autoscaling describe-auto-scaling-groups} prints
     * @throws InvalidFileException naming file, field, value and what is allowed
     */
    public static List<AutoScalingGroup> described(Path file) {
        List<AutoScalingGroup> described =
                CliJson.read(
                                file,
                                DescribeAutoScalingGroupsResponse.builder(),
                                MEMBER,
                                "aws autoscaling describe-auto-scaling-groups")
                        .autoScalingGroups();
        check(file, described);
        return described;
    }

    private static Optional<SelectedGroup> select(
            GroupSelection selection, AutoScalingGroup group) {
        return selection.isEmpty() ? Optional.of(SelectedGroup.of(group)) : selection.select(group);
    }

    private TemplateSources sources() {
        return new TemplateSources(
                launchTemplates.map(FileLaunchTemplates::read).orElse(FileLaunchTemplates.NONE),
                instanceTypes.map(FileInstanceShapes::read).orElse(FileInstanceShapes.BUILT_IN),
                (_, _) -> Optional.empty());
    }

    private static void check(Path file, List<AutoScalingGroup> described) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < described.size(); i++) {
            AutoScalingGroup group = described.get(i);
            String place = "%s[%d]".formatted(MEMBER, i);
            require(file, group.autoScalingGroupName(), place + ".AutoScalingGroupName");
            require(file, group.minSize(), place + ".MinSize");
            require(file, group.maxSize(), place + ".MaxSize");
            require(file, group.desiredCapacity(), place + ".DesiredCapacity");
            checkInstances(file, group, place);
            if (!names.add(group.autoScalingGroupName())) {
                throw new InvalidFileException(
                        file,
                        "%s.AutoScalingGroupName: \"%s\" is there twice"
                                .formatted(place, group.autoScalingGroupName()));
            }
        }
    }

    private static void checkInstances(Path file, AutoScalingGroup group, String place) {
        for (int i = 0; i < group.instances().size(); i++) {
            Instance instance = group.instances().get(i);
            String at = "%s.Instances[%d].".formatted(place, i);
            require(file, instance.instanceId(), at + "InstanceId");
            require(file, instance.availabilityZone(), at + "AvailabilityZone");
            require(file, instance.lifecycleState(), at + "LifecycleState");
        }
    }

    private static void require(Path file, Object value, String field) {
        if (value == null) {
            throw new InvalidFileException(file, "no field " + field);
        }
    }
}
