package io.plimsoll.autoscaler.decision.repair;

import io.plimsoll.autoscaler.decision.answer.Action.Repair;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.RepairOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.RepairRule;
import io.plimsoll.autoscaler.decision.question.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds nodes whose conditions are bad for longer than is patient, to be replaced: those that are
 * broken longest first, few of a group at a time, and none where so many of the cluster are not
 * ready that something else must be broken.
 */
public final class RepairPlanner {

    /** As EKS's node auto repair; but one at least, or small groups could not be mended. */
    private static final int MOST_PERCENT_AT_ONCE = 20;

    private static final int MOST_PERCENT_UNREADY = 50;

    private final ClusterState state;
    private final RepairOptions options;
    private final History history;
    private final Instant now;

    public RepairPlanner(ClusterState state, RepairOptions options, History history, Instant now) {
        this.state = state;
        this.options = options;
        this.history = history;
        this.now = now;
    }

    private record Broken(Node node, RepairRule rule, Instant since) {}

    public List<Repair> plan() {
        List<Repair> repairs = new ArrayList<>();
        if (!options.enabled() || state.view().isStale() || isSomethingElseBroken()) {
            return repairs;
        }
        for (GroupReadiness group : state.groups().values()) {
            if (group.group().isLeftAlone() || group.group().options().upkeep().repairedByCloud()) {
                continue;
            }
            List<Node> nodes = group.registered();
            int atOnce = Math.max(1, nodes.size() * MOST_PERCENT_AT_ONCE / 100);
            long underWay = nodes.stream().filter(this::isLeaving).count();
            nodes.stream()
                    .filter(node -> !isLeaving(node) && !node.isToStay())
                    .flatMap(node -> broken(node).stream())
                    .sorted(
                            Comparator.comparing(Broken::since)
                                    .thenComparing(each -> each.node().name()))
                    .limit(Math.max(0, atOnce - underWay))
                    .map(this::repair)
                    .forEach(repairs::add);
        }
        return repairs;
    }

    /**
     * What most nodes suffer from at once is no fault of theirs. A young one may just be starting,
     * as long as nobody would repair it.
     */
    private boolean isSomethingElseBroken() {
        long all = 0;
        long unready = 0;
        for (GroupReadiness group : state.groups().values()) {
            long young =
                    group.notStarted().stream().filter(node -> broken(node).isPresent()).count();
            all += group.ready().size() + group.unready().size() + young;
            unready += group.unready().size() + young;
        }
        return unready * 100 > all * MOST_PERCENT_UNREADY;
    }

    private boolean isLeaving(Node node) {
        return Interruption.of(node).isPresent() || history.removals().containsKey(node.name());
    }

    private Optional<Broken> broken(Node node) {
        return options.rules().stream()
                .flatMap(rule ->
                        node.condition(rule.condition()).stream()
                                .filter(condition -> rule.statuses().contains(condition.status()))
                                .filter(condition ->
                                        !condition.since().plus(rule.patience()).isAfter(now))
                                .map(condition -> new Broken(node, rule, condition.since())))
                .min(Comparator.comparing(Broken::since));
    }

    private Repair repair(Broken broken) {
        return new Repair(
                broken.node().name(),
                now.plus(options.longestDrain()),
                "%s is %s for %d min and longer"
                        .formatted(
                                broken.rule().condition(),
                                broken.node()
                                        .condition(broken.rule().condition())
                                        .map(Node.Condition::status)
                                        .orElse("gone"),
                                broken.rule().patience().toMinutes()));
    }
}
