package io.plimsoll.autoscaler.app.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How long it takes from a pod that finds no node to one that runs, by steps: the order, the node,
 * the pod. Looks at each loop, so a step ends with the first loop that sees it; pods that waited
 * before this process did are not measured.
 */
final class ReactionMetrics implements Reporter {

    /** Whoever waits for longer waits for something else. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final MeterRegistry registry;

    /** Pods for which something was ordered, with the time since which they found no node. */
    private final Map<ObjectKey, Instant> ordered = new HashMap<>();

    /** When each group was last ordered from. */
    private final Map<String, Instant> orders = new HashMap<>();

    private Set<String> ready = Set.of();

    ReactionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {}

    @Override
    public void loopEnded(LoopReport report) {
        Instant now = report.time();
        Observation seen = report.observation();
        nodesReady(seen, now);
        podsRunning(seen, now);
        Map<ObjectKey, Instant> unschedulable = unschedulable(seen);
        for (Outcome outcome : report.outcomes()) {
            if (outcome instanceof Outcome.Done(Action.ScaleUp scaleUp)) {
                orders.put(scaleUp.nodeGroup(), now);
                scaleUp.pods().forEach(pod -> ordered(pod, unschedulable, now));
            }
        }
        ordered.values().removeIf(since -> since.plus(LONGEST).isBefore(now));
        orders.values().removeIf(since -> since.plus(LONGEST).isBefore(now));
    }

    private void ordered(ObjectKey pod, Map<ObjectKey, Instant> unschedulable, Instant now) {
        Instant since = unschedulable.get(pod);
        if (since != null && ordered.putIfAbsent(pod, since) == null) {
            record("ordered", since, now);
        }
    }

    private void nodesReady(Observation seen, Instant now) {
        Map<String, String> groups = new HashMap<>();
        for (NodeGroup group : seen.nodeGroups()) {
            group.instances().forEach(instance -> groups.put(instance.providerId(), group.name()));
        }
        Set<String> current = new HashSet<>();
        for (Node node : seen.cluster().nodes()) {
            if (node.isReady() && node.taint(TransientTaints.TO_BE_DELETED).isEmpty()) {
                current.add(node.name());
                Instant order = orders.get(groups.getOrDefault(node.spec().providerId(), ""));
                if (order != null
                        && !ready.contains(node.name())
                        && node.metadata().creationTime().isAfter(order)) {
                    record("nodeReady", order, now);
                }
            }
        }
        ready = current;
    }

    private void podsRunning(Observation seen, Instant now) {
        if (ordered.isEmpty()) {
            return;
        }
        for (Pod pod : seen.cluster().pods()) {
            Instant since = ordered.get(pod.key());
            if (since != null && pod.status().phase() == Pod.Phase.RUNNING) {
                ordered.remove(pod.key());
                record("running", since, now);
            }
        }
    }

    private static Map<ObjectKey, Instant> unschedulable(Observation seen) {
        Map<ObjectKey, Instant> since = new HashMap<>();
        for (Pod pod : seen.cluster().pods()) {
            if (pod.isUnschedulable()) {
                pod.status()
                        .scheduled()
                        .ifPresent(condition -> since.put(pod.key(), condition.since()));
            }
        }
        return since;
    }

    /**
     * @param step {@code ordered}: from no node found to an order; {@code nodeReady}: from an order
     *     to its node; {@code running}: from no node found to running
     */
    private void record(String step, Instant from, Instant until) {
        Duration time = Duration.between(from, until);
        Timer.builder("cluster_autoscaler_reaction")
                .description("From a pod without a node to one that runs")
                .tag("step", step)
                .publishPercentileHistogram()
                .register(registry)
                .record(time.isNegative() ? Duration.ZERO : time);
    }
}
