package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.simulation.Line.Kind;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.AutoScalingGroups;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The cloud as one process of the autoscaler sees it: groups as they were up to a minute ago, but
 * for what the process itself changed since, and calls that are refused, lost or answered too late.
 */
final class HostileCloud implements CloudProvider {
    private static final Duration OLDEST = Duration.ofSeconds(60);

    private final VirtualClock clock;
    private final AutoScalingGroups cloud;
    private final Line line;
    private final HostileCluster view;
    private final Invariants invariants;
    private List<NodeGroup> known = List.of();
    private Instant knownUntil = Instant.MIN;

    HostileCloud(
            VirtualClock clock,
            AutoScalingGroups cloud,
            Line line,
            HostileCluster view,
            Invariants invariants) {
        this.clock = clock;
        this.cloud = cloud;
        this.line = line;
        this.view = view;
        this.invariants = invariants;
    }

    @Override
    public List<NodeGroup> nodeGroups() {
        if (!clock.instant().isBefore(knownUntil)) {
            known = line.toCloud(Kind.READ, () -> line.mishaps().discovered(cloud.nodeGroups()));
            knownUntil = clock.instant().plus(line.mishaps().upTo(OLDEST));
        }
        return known;
    }

    @Override
    public void setTargetSize(String nodeGroup, int expected, int size) {
        write(
                nodeGroup,
                before -> {
                    boolean sees = seesTheWorld();
                    cloud.setTargetSize(nodeGroup, expected, size);
                    invariants.resized(before, expected, size, sees);
                });
        change(nodeGroup, group -> with(group, size, group.instances()));
    }

    @Override
    public void terminate(String nodeGroup, Instance expected) {
        write(
                nodeGroup,
                before -> {
                    cloud.terminate(nodeGroup, expected);
                    invariants.ended(before, expected.id());
                });
        change(
                nodeGroup,
                group ->
                        with(
                                group,
                                group.size().target() - 1,
                                group.instances().stream()
                                        .map(instance -> ended(instance, expected.id()))
                                        .toList()));
    }

    @Override
    public void end(String nodeGroup, Instance expected, Sequel sequel) {
        write(
                nodeGroup,
                before -> {
                    cloud.end(nodeGroup, expected, sequel);
                    invariants.ended(before, expected.id());
                });
        change(
                nodeGroup,
                group ->
                        with(
                                group,
                                group.size().target() - (sequel == Sequel.SMALLER ? 1 : 0),
                                group.instances().stream()
                                        .map(instance -> ended(instance, expected.id()))
                                        .toList()));
    }

    @Override
    public List<LaunchFailure> launchFailures(String nodeGroup, Instant since) {
        Instant told = clock.instant().minus(line.mishaps().lag());
        return line.toCloud(Kind.READ, () -> cloud.launchFailures(nodeGroup, since)).stream()
                .filter(failure -> !failure.time().isAfter(told))
                .toList();
    }

    /**
     * @param effect is given the group as it is before
     */
    private void write(String nodeGroup, Consumer<NodeGroup> effect) {
        try {
            line.toCloud(
                    Kind.WRITE,
                    () -> {
                        if (line.mishaps().isUntagged(nodeGroup)) {
                            throw new CloudException(
                                    CloudException.Category.INVALID_REQUEST,
                                    "no node group " + nodeGroup);
                        }
                        NodeGroup before =
                                cloud.nodeGroups().stream()
                                        .filter(group -> group.name().equals(nodeGroup))
                                        .findFirst()
                                        .orElseThrow();
                        effect.accept(before);
                        return before;
                    });
        } catch (CloudException refused) {
            if (refused.category() == CloudException.Category.CHANGED) {
                knownUntil = Instant.MIN;
            }
            throw refused;
        }
    }

    /** Whether the decision was made on what there is. */
    private boolean seesTheWorld() {
        return !view.isBehind() && known.equals(cloud.nodeGroups());
    }

    /** What the process changed itself, it sees at once. */
    private void change(String nodeGroup, UnaryOperator<NodeGroup> change) {
        known =
                known.stream()
                        .map(group -> group.name().equals(nodeGroup) ? change.apply(group) : group)
                        .toList();
    }

    private static NodeGroup with(NodeGroup group, int target, List<Instance> instances) {
        return new NodeGroup(
                group.name(),
                new NodeGroup.Size(group.size().min(), group.size().max(), target),
                instances,
                group.template(),
                group.options());
    }

    private static Instance ended(Instance instance, String id) {
        return instance.id().equals(id)
                ? new Instance(id, instance.providerId(), Lifecycle.TERMINATING)
                : instance;
    }
}
