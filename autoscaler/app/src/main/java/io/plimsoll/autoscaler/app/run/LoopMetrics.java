package io.plimsoll.autoscaler.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ClusterLimits;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Keeps Cluster Autoscaler's metrics, by its names and labels. */
final class LoopMetrics implements Reporter {

    private static final long GIB = 1L << 30;
    private static final String[] NO_GPU = {"gpu_resource_name", "", "gpu_name", ""};

    private final Map<String, String> removalReasons = new HashMap<>();
    private final Map<String, String> backoffs = new HashMap<>();
    private final TaintCounts taints = new TaintCounts();
    private final MeterRegistry registry;
    private final Gauges gauges;
    private final boolean perNodeGroup;
    private final InstantSource clock;

    /**
     * @param perNodeGroup {@code --emit-per-nodegroup-metrics}
     */
    LoopMetrics(
            MeterRegistry registry,
            ClusterLimits limits,
            boolean perNodeGroup,
            InstantSource clock) {
        this.registry = registry;
        this.gauges = new Gauges(registry);
        this.perNodeGroup = perNodeGroup;
        this.clock = clock;
        limits(limits);
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {}

    @Override
    public void status(ClusterStatus status) {
        if (perNodeGroup) {
            status.nodeGroups().forEach(this::health);
        }
        ClusterStatus.NodeCounts nodes = status.clusterWide().nodes();
        gauges.set("nodes_count", nodes.ready(), "state", "ready");
        gauges.set("nodes_count", nodes.unready(), "state", "unready");
        gauges.set("nodes_count", nodes.notStarted(), "state", "notStarted");
        gauges.set("nodes_count", nodes.unregistered(), "state", "unregistered");
        gauges.set("nodes_count", nodes.longUnregistered(), "state", "longUnregistered");
        gauges.set(
                "node_groups_count", status.nodeGroups().size(), "node_group_type", "autoscaled");
    }

    @Override
    public void loopEnded(LoopReport report) {
        decided(report.decision());
        observed(report.observation());
        scaleDown(report);
        rememberRemovals(report);
        report.outcomes().forEach(this::cameOf);
        took("main", Duration.between(report.time(), clock.instant()));
        report.took().forEach(this::took);
        gauges.set("last_activity", report.time().getEpochSecond(), "activity", "main");
        if (report.decision().health().healthy()) {
            gauges.set("last_activity", report.time().getEpochSecond(), "activity", "autoscaling");
        }
        if (report.isSuccess()) {
            gauges.set(
                    "last_activity", report.time().getEpochSecond(), "activity", "mainSuccessful");
        }
    }

    private void took(String function, Duration time) {
        Timer.builder("cluster_autoscaler_function_duration")
                .tag("function", function)
                .publishPercentileHistogram()
                .register(registry)
                .record(time);
    }

    /** As upstream's, by the failure that the group is left alone for. */
    private void health(ClusterStatus.NodeGroupStatus group) {
        gauges.set(
                "node_group_healthiness",
                group.health().health().state() == ClusterStatus.HealthState.HEALTHY ? 1 : 0,
                "node_group",
                group.name());
        String reason = group.scaleUp().backoff().map(History.Backoff::code).orElse("");
        String before = backoffs.getOrDefault(group.name(), "");
        if (!before.isEmpty() && !before.equals(reason)) {
            backoff(group.name(), before, 0);
        }
        if (!reason.isEmpty()) {
            backoff(group.name(), reason, 1);
        }
        backoffs.put(group.name(), reason);
    }

    private void backoff(String group, String reason, int value) {
        gauges.set("node_group_backoff_status", value, "node_group", group, "reason", reason);
    }

    private void limits(ClusterLimits limits) {
        gauges.set("max_nodes_count", limits.maxNodesTotal());
        gauges.set("cpu_limits_cores", limits.cores().min(), "direction", "minimum");
        gauges.set("cpu_limits_cores", limits.cores().max(), "direction", "maximum");
        gauges.set("memory_limits_bytes", limits.memoryGib().min() * GIB, "direction", "minimum");
        gauges.set("memory_limits_bytes", limits.memoryGib().max() * GIB, "direction", "maximum");
    }

    private void decided(Decision decision) {
        gauges.set("cluster_safe_to_autoscale", decision.health().healthy() ? 1 : 0);
        gauges.set(
                "unschedulable_pods_count",
                decision.pods().stream().filter(LoopMetrics::needsANode).count(),
                "type",
                "unschedulable");
        gauges.set(
                "unneeded_nodes_count",
                decision.nodes().stream().filter(NodeVerdict.Unneeded.class::isInstance).count());
        skipped(decision);
        for (UnremovableReason reason : UnremovableReason.values()) {
            gauges.set(
                    "unremovable_nodes_count",
                    decision.nodes().stream().filter(verdict -> stays(verdict, reason)).count(),
                    "reason",
                    reason.upstreamName());
        }
    }

    private void scaleDown(LoopReport report) {
        boolean pulled = report.observation().cluster().brake() instanceof Brake.Pulled;
        gauges.set("observe_only", pulled ? 1 : 0);
        gauges.set(
                "node_groups_left_alone_count",
                report.observation().nodeGroups().stream().filter(NodeGroup::isLeftAlone).count());
        gauges.set("pending_node_deletions", report.history().removals().size());
        gauges.set(
                "scale_down_in_cooldown",
                report.decision().heldBy(UnremovableReason.SCALE_DOWN_IN_COOLDOWN) > 0 ? 1 : 0);
        gauges.set("removals_last_hour", report.history().cooldown().removals().size());
        gauges.set(
                "removals_held_by_rate_count",
                report.decision().heldBy(UnremovableReason.REMOVAL_RATE_REACHED));
    }

    /** As upstream: counted in each loop in which a limit of the cluster held something back. */
    private void skipped(Decision decision) {
        for (String resource : List.of("cpu", "memory")) {
            String reason = resource.equals("cpu") ? "CpuResourceLimit" : "MemoryResourceLimit";
            boolean held =
                    decision.pods().stream()
                            .filter(PodVerdict.Unschedulable.class::isInstance)
                            .map(PodVerdict.Unschedulable.class::cast)
                            .flatMap(pod -> pod.rejections().stream())
                            .map(PodVerdict.Rejection::reason)
                            .anyMatch(why ->
                                    why.startsWith("max cluster ") && why.contains(resource));
            if (held) {
                count("skipped_scale_events_count", 1, "direction", "up", "reason", reason);
            }
        }
    }

    private static boolean needsANode(PodVerdict verdict) {
        return switch (verdict) {
            case PodVerdict.FitsExistingNode _, PodVerdict.Ignored _ -> false;
            case PodVerdict.TriggersScaleUp _,
                    PodVerdict.Unschedulable _,
                    PodVerdict.AwaitsEvaluation _ ->
                    true;
        };
    }

    private static boolean stays(NodeVerdict verdict, UnremovableReason reason) {
        return switch (verdict) {
            case NodeVerdict.Unneeded _, NodeVerdict.Replaced _ -> false;
            case NodeVerdict.Unremovable unremovable -> unremovable.reason() == reason;
        };
    }

    private void observed(Observation observation) {
        List<Node> nodes = observation.cluster().nodes();
        gauges.set(
                "cluster_cpu_current_cores",
                sum(nodes, node -> node.status().capacity().milliCpu()) / 1000);
        gauges.set(
                "cluster_memory_current_bytes",
                sum(nodes, node -> node.status().capacity().memoryBytes()));
        taints.of(nodes)
                .forEach((type, count) -> gauges.set("node_taints_count", count, "type", type));
        money(observation);
        if (perNodeGroup) {
            for (NodeGroup group : observation.nodeGroups()) {
                String name = group.name();
                gauges.set("node_group_min_count", group.size().min(), "node_group", name);
                gauges.set("node_group_max_count", group.size().max(), "node_group", name);
                gauges.set("node_group_target_count", group.size().target(), "node_group", name);
            }
        }
    }

    /** By the on-demand price of each group's next node; a group whose price nobody knows is 0. */
    private void money(Observation observation) {
        long all = 0;
        for (NodeGroup group : observation.nodeGroups()) {
            long price = microUsdPerHour(group);
            all += price;
            if (perNodeGroup) {
                gauges.set("node_group_micro_usd_per_hour", price, "node_group", group.name());
            }
        }
        gauges.set("cluster_micro_usd_per_hour", all);
    }

    private static long microUsdPerHour(NodeGroup group) {
        long price =
                group.template() instanceof NodeGroup.Template.Known(var template)
                        ? template.price().microUsdPerHour()
                        : 0;
        return price
                * group.instances().stream()
                        .filter(each -> each.lifecycle() != NodeGroup.Lifecycle.TERMINATING)
                        .count();
    }

    private static long sum(List<Node> nodes, ToLongFunction<Node> amount) {
        return nodes.stream().mapToLong(amount).sum();
    }

    /** A removal takes several loops, and only the one that decides it knows why. */
    private void rememberRemovals(LoopReport report) {
        for (Action.NodeRemoval removal : report.decision().removals()) {
            boolean unready =
                    report.observation().cluster().nodes().stream()
                            .anyMatch(
                                    node -> node.name().equals(removal.node()) && !node.isReady());
            String drained = removal.isDrain() ? "underutilized" : "empty";
            removalReasons.put(removal.node(), unready ? "unready" : drained);
        }
    }

    private void cameOf(Outcome outcome) {
        switch (outcome) {
            case Outcome.Begun _ -> {}
            case Outcome.Withheld(Action action) ->
                    count("withheld_actions", 1, "action", action.getClass().getSimpleName());
            case Outcome.Withdrawn _ -> {}
            case Outcome.Done(Action action) -> done(action);
            case Outcome.Failed(Action action, Problem problem) -> {
                if (action instanceof Action.NodeRemoval removal) {
                    removalReasons.remove(removal.node());
                }
                error(errorType(action));
                if (action instanceof Action.ScaleUp) {
                    count("failed_scale_ups", 1, "reason", "apiCallError");
                }
                count(
                        "failed_actions",
                        1,
                        "action",
                        action.getClass().getSimpleName(),
                        "reason",
                        problem.kind().name());
            }
            case Outcome.NotDelivered(_, Problem problem) -> {
                error("cloudProviderError");
                count(
                        "failed_scale_ups",
                        1,
                        "reason",
                        problem.kind() == Problem.Kind.TIMED_OUT
                                ? "timeout"
                                : "cloudProviderError");
            }
            case Outcome.Unanswered _ -> error("cloudProviderError");
            case Outcome.Broken _, Outcome.Stopped _ -> error("internalError");
        }
    }

    private void error(String type) {
        count("errors", 1, "type", type);
    }

    private void done(Action action) {
        switch (action) {
            case Action.ScaleUp scaleUp -> {
                count("scaled_up_nodes", scaleUp.to() - scaleUp.from(), NO_GPU);
                lastActivity("scaleUp");
            }
            case Action.NodeRemoval removal -> {
                String reason = removalReasons.remove(removal.node());
                count("scaled_down_nodes", 1, "reason", reason == null ? "underutilized" : reason);
                lastActivity("scaleDown");
            }
            case Action.EndInterrupted _ -> count("interrupted_nodes_ended", 1);
            case Action.Repair _ -> count("repaired_nodes", 1);
            case Action.MarkInterrupted _ -> count("interrupted_nodes_marked", 1);
            case Action.EndUnregistered _ -> count("old_unregistered_nodes_removed_count", 1);
            case Action.Evict _ -> count("evicted_pods", 1, "eviction_result", "succeeded");
            case Action.GiveBack _,
                    Action.FreeNode _,
                    Action.KeepNode _,
                    Action.Replacement _,
                    Action.MarkCandidate _,
                    Action.NoteReplacement _,
                    Action.UnmarkCandidate _ -> {}
        }
    }

    /** Whom it was asked of: nodes and pods are Kubernetes', sizes and instances the cloud's. */
    private static String errorType(Action action) {
        return switch (action) {
            case Action.ScaleUp _,
                    Action.NodeRemoval _,
                    Action.GiveBack _,
                    Action.EndInterrupted _,
                    Action.EndUnregistered _ ->
                    "cloudProviderError";
            case Action.Evict _,
                    Action.FreeNode _,
                    Action.KeepNode _,
                    Action.Replacement _,
                    Action.MarkCandidate _,
                    Action.MarkInterrupted _,
                    Action.NoteReplacement _,
                    Action.Repair _,
                    Action.UnmarkCandidate _ ->
                    "apiCallError";
        };
    }

    private void lastActivity(String activity) {
        gauges.set("last_activity", clock.instant().getEpochSecond(), "activity", activity);
    }

    private void count(String name, int amount, String... tags) {
        registry.counter("cluster_autoscaler_" + name, tags).increment(amount);
    }
}
