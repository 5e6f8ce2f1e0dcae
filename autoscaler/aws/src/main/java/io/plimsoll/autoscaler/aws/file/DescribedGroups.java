package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.discovery.ExplicitGroup;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.discovery.SelectedGroup;
import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.InvalidFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/**
 * Auto Scaling groups of a file, as AWS describes them.
 *
 * @param notes where the answer is not whole
 */
public record DescribedGroups(Path file, List<AutoScalingGroup> groups, List<String> notes) {

    private static final String MEMBER = "AutoScalingGroups";

    /** Instances of one group; EKS has clusters of a tenth of it. */
    private static final int MOST = 100_000;

    /**
     * @param file what {@code aws autoscaling describe-auto-scaling-groups} prints
     * @throws InvalidFileException naming file, field, value and what is allowed
     */
    public static DescribedGroups read(Path file) {
        AnswerFile.Answers<DescribeAutoScalingGroupsResponse> answers =
                new AnswerFile(file, MEMBER, "aws autoscaling describe-auto-scaling-groups")
                        .read(DescribeAutoScalingGroupsResponse::builder);
        List<AutoScalingGroup> groups =
                answers.responses().stream()
                        .flatMap(page -> page.autoScalingGroups().stream())
                        .toList();
        List<String> notes = new ArrayList<>(answers.notes());
        if (groups.isEmpty()) {
            notes.add(
                    "%s: holds no Auto Scaling group; ask AWS in the cluster's account and region"
                            .formatted(file));
        }
        DescribedGroups described = new DescribedGroups(file, groups, notes);
        described.check();
        return described;
    }

    List<SelectedGroup> select(GroupSelection selection) {
        return groups.stream()
                .flatMap(group ->
                        selection.isEmpty()
                                ? Stream.of(SelectedGroup.of(group))
                                : selection.select(group).stream())
                .toList();
    }

    /** What the flags ask for and the file does not have. */
    List<String> unselected(GroupSelection selection) {
        List<String> notes = new ArrayList<>();
        for (ExplicitGroup named : selection.named()) {
            if (groups.stream()
                    .noneMatch(group -> named.name().equals(group.autoScalingGroupName()))) {
                notes.add(
                        "%s: no group \"%s\" (--nodes)".formatted(file, Excerpt.of(named.name())));
            }
        }
        if (!selection.isEmpty() && select(selection).isEmpty()) {
            notes.add(
                    "%s: the flags select none of its %d groups; without --nodes and --node-group-auto-discovery all count"
                            .formatted(file, groups.size()));
        }
        return notes;
    }

    private void check() {
        Set<String> names = new HashSet<>();
        for (int index = 0; index < groups.size(); index++) {
            AutoScalingGroup group = groups.get(index);
            String place = "%s[%d].".formatted(MEMBER, index);
            String name = require(group.autoScalingGroupName(), place + "AutoScalingGroupName");
            checkSize(group, place);
            checkInstances(group, place);
            if (!names.add(name)) {
                throw wrong("%sAutoScalingGroupName: \"%s\" is there twice".formatted(place, name));
            }
        }
    }

    private void checkSize(AutoScalingGroup group, String place) {
        int min = require(group.minSize(), place + "MinSize");
        int max = require(group.maxSize(), place + "MaxSize");
        int desired = require(group.desiredCapacity(), place + "DesiredCapacity");
        bound(place + "MinSize", min, 0, MOST, "0 to " + MOST);
        bound(place + "MaxSize", max, min, MOST, "MinSize (%d) to %d".formatted(min, MOST));
        bound(
                place + "DesiredCapacity",
                desired,
                min,
                max,
                "MinSize to MaxSize (%d to %d)".formatted(min, max));
    }

    private void bound(String field, int value, int least, int most, String allowed) {
        if (value < least || value > most) {
            throw wrong("%s: %d is not %s".formatted(field, value, allowed));
        }
    }

    private void checkInstances(AutoScalingGroup group, String place) {
        for (int index = 0; index < group.instances().size(); index++) {
            Instance instance = group.instances().get(index);
            String at = "%sInstances[%d].".formatted(place, index);
            require(instance.instanceId(), at + "InstanceId");
            require(instance.availabilityZone(), at + "AvailabilityZone");
            require(instance.lifecycleState(), at + "LifecycleState");
        }
    }

    private <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw wrong(field + " is missing");
        }
        return value;
    }

    private InvalidFileException wrong(String problem) {
        return new InvalidFileException(file, problem);
    }
}
