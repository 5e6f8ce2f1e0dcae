package io.plimsoll.autoscaler.decision.inquiry;

import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget.Reason;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Delays;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Utilization;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scaledown.DisruptionAllowance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a node stays, with the flag, the tag or the annotation and its value. */
public final class NodeWords {

    private final SortedMap<String, GroupReadiness> groups;
    private final AutoscalingOptions options;
    private final History history;
    private final Instant now;

    /**
     * @param empty no pod has to move
     */
    public record Leaving(Instant since, boolean empty) {}

    public NodeWords(
            SortedMap<String, GroupReadiness> groups,
            AutoscalingOptions options,
            History history,
            Instant now) {
        this.groups = groups;
        this.options = options;
        this.history = history;
        this.now = now;
    }

    /**
     * @param group of the node
     * @param leaving what the node's removal takes, and since when it is due; empty where it is not
     */
    public String of(
            UnremovableReason reason, Optional<NodeGroup> group, Optional<Leaving> leaving) {
        Optional<Instant> since = leaving.map(Leaving::since);
        return switch (reason) {
            case SCALE_DOWN_DISABLED_ANNOTATION ->
                    "annotation cluster-autoscaler.kubernetes.io/scale-down-disabled=true";
            case SCALE_DOWN_UNREADY_DISABLED -> "not ready, and --scale-down-unready-enabled=false";
            case NOT_AUTOSCALED ->
                    group.map(found -> "group %s is left alone".formatted(found.name()))
                            .orElse("belongs to no node group that is looked after");
            case NOT_UNNEEDED_LONG_ENOUGH ->
                    patience(
                            since,
                            group.flatMap(found -> found.options().unneededTime()),
                            "--scale-down-unneeded-time",
                            options.scaleDown().patience().unneededTime());
            case NOT_UNREADY_LONG_ENOUGH ->
                    patience(
                            since,
                            group.flatMap(found -> found.options().unreadyTime()),
                            "--scale-down-unready-time",
                            options.scaleDown().patience().unreadyTime());
            case NODE_GROUP_MIN_SIZE_REACHED ->
                    group.map(found ->
                                    "group %s has %d of at least %d"
                                            .formatted(
                                                    found.name(),
                                                    found.size().target(),
                                                    found.size().min()))
                            .orElse("");
            case MINIMAL_RESOURCE_LIMIT_EXCEEDED ->
                    "--cores-total=%d:… or --memory-total=%d:… would not hold"
                            .formatted(
                                    options.limits().cores().min(),
                                    options.limits().memoryGib().min());
            case CURRENTLY_BEING_DELETED -> "is on its way out";
            case INTERRUPTED -> "loses its machine: its pods are being served elsewhere";
            case NOT_UNDERUTILIZED -> threshold(group.map(NodeGroup::options)) + frozen(group);
            case NO_PLACE_TO_MOVE_PODS ->
                    "no other nodes have room for its pods together" + frozen(group);
            case BLOCKED_BY_POD -> "";
            case UPCOMING -> "registered, but not started yet: counts as ordered";
            case SCALE_DOWN_IN_COOLDOWN -> cooldown();
            case AWAITS_REPLACEMENT ->
                    "its pods have room elsewhere when what was ordered is ready";
            case PARALLELISM_REACHED ->
                    "--max-scale-down-parallelism=%d, --max-drain-parallelism=%d, --max-empty-bulk-delete=%d"
                            .formatted(
                                    options.scaleDown().parallelism().total(),
                                    options.scaleDown().parallelism().drains(),
                                    options.scaleDown().parallelism().empty());
            case REMOVAL_RATE_REACHED ->
                    "--max-node-removals-per-hour=%d: %d began within the last hour"
                            .formatted(
                                    options.scaleDown().parallelism().perHour(),
                                    history.cooldown().removals().size());
            case DISRUPTION_BUDGET_REACHED ->
                    group.flatMap(found -> Optional.ofNullable(groups.get(found.name())))
                            .map(found -> budget(found, leaving.filter(Leaving::empty).isPresent()))
                            .orElse("");
            case NOT_EVALUATED ->
                    options.scaleDown().enabled()
                            ? "this loop orders nodes, and looks at removals the next time"
                            : "--scale-down-enabled=false";
            case CLUSTER_UNHEALTHY ->
                    "more unready nodes than --ok-total-unready-count=%d and --max-total-unready-percentage=%d"
                            .formatted(
                                    options.health().okTotalUnreadyCount(),
                                    options.health().maxTotalUnreadyPercent());
            case UNREADABLE -> "cannot be understood";
            case STALE_VIEW -> "nothing was heard of some resource for too long";
            case UNEXPECTED_ERROR -> "its allocatable resources make no sense";
        };
    }

    /** What would have to be otherwise; empty where nobody can tell. */
    public static String change(UnremovableReason reason) {
        return switch (reason) {
            case SCALE_DOWN_DISABLED_ANNOTATION -> "without the annotation";
            case SCALE_DOWN_UNREADY_DISABLED -> "it is ready, or the flag is true";
            case NOT_AUTOSCALED -> "its group is selected (--nodes, --node-group-auto-discovery)";
            case NOT_UNNEEDED_LONG_ENOUGH,
                    NOT_UNREADY_LONG_ENOUGH,
                    SCALE_DOWN_IN_COOLDOWN,
                    AWAITS_REPLACEMENT,
                    PARALLELISM_REACHED,
                    REMOVAL_RATE_REACHED,
                    DISRUPTION_BUDGET_REACHED,
                    NOT_EVALUATED,
                    UPCOMING ->
                    "time passes";
            case NODE_GROUP_MIN_SIZE_REACHED -> "a lower minimum";
            case MINIMAL_RESOURCE_LIMIT_EXCEEDED -> "a lower limit";
            case NOT_UNDERUTILIZED -> "fewer requests on it, or a higher threshold";
            case NO_PLACE_TO_MOVE_PODS -> "room elsewhere for that pod";
            case BLOCKED_BY_POD -> "the pod may move";
            case CURRENTLY_BEING_DELETED,
                    INTERRUPTED,
                    CLUSTER_UNHEALTHY,
                    UNREADABLE,
                    STALE_VIEW,
                    UNEXPECTED_ERROR ->
                    "";
        };
    }

    private String budget(GroupReadiness group, boolean empty) {
        int nodes = DisruptionAllowance.count(group);
        return tightest(group.group(), empty ? Reason.EMPTY : Reason.UNDERUTILIZED, nodes)
                .map(budget ->
                        "disruption budget \"%s\" of group %s allows %d of %d at a time"
                                .formatted(
                                        budget.written(),
                                        group.group().name(),
                                        budget.most().of(nodes),
                                        nodes))
                .orElse("");
    }

    private Optional<DisruptionBudget> tightest(NodeGroup group, Reason reason, int nodes) {
        return DisruptionBudget.tightest(
                DisruptionAllowance.budgets(group, options.scaleDown().parallelism().budgets()),
                reason,
                nodes,
                now);
    }

    /** Whatever others would cost, it is not replaced. */
    private String frozen(Optional<NodeGroup> group) {
        return options.scaleDown().consolidation().mode() == Consolidation.OFF
                ? ""
                : group.flatMap(found ->
                                tightest(found, Reason.UNDERUTILIZED, found.size().target()))
                        .filter(budget -> budget.most().amount() == 0)
                        .map(budget ->
                                "; nor is it replaced, by disruption budget \"%s\""
                                        .formatted(budget.written()))
                        .orElse("");
    }

    private String patience(
            Optional<Instant> since, Optional<Duration> own, String flag, Duration ofFlag) {
        Duration wait = own.orElse(ofFlag);
        String source = own.isPresent() ? "its group's tag says" : flag + "=";
        String age =
                since.map(from -> "for %d s; ".formatted(Duration.between(from, now).toSeconds()))
                        .orElse("");
        return own.isPresent()
                ? "%s%s %ds".formatted(age, source, wait.toSeconds())
                : "%s%s%ds".formatted(age, source, wait.toSeconds());
    }

    private String threshold(Optional<NodeGroupOptions> own) {
        Utilization flags = options.scaleDown().utilization();
        Optional<Integer> tag = own.flatMap(NodeGroupOptions::utilizationThresholdPermille);
        String value =
                BigDecimal.valueOf(tag.orElse(flags.thresholdPermille()), 3)
                        .stripTrailingZeros()
                        .toPlainString();
        return tag.isPresent()
                ? "its group's tag asks for less than " + value
                : "--scale-down-utilization-threshold=" + value;
    }

    private String cooldown() {
        Delays delays = options.scaleDown().patience().delays();
        History.Cooldown last = history.cooldown();
        return Stream.of(
                        active(
                                "--scale-down-delay-after-add",
                                last.lastScaleUp(),
                                delays.afterAdd()),
                        active(
                                "--scale-down-delay-after-delete",
                                last.lastRemoval(),
                                delays.afterDelete()),
                        active(
                                "--scale-down-delay-after-failure",
                                last.lastFailedRemoval(),
                                delays.afterFailure()))
                .flatMap(Optional::stream)
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.joining(", "),
                                all -> all.isEmpty() ? "pods came just now" : all));
    }

    private Optional<String> active(String flag, Optional<Instant> last, Duration delay) {
        return last.map(at -> at.plus(delay))
                .filter(end -> end.isAfter(now))
                .map(end -> "%s=%ds, until %s".formatted(flag, delay.toSeconds(), end));
    }
}
