package io.plimsoll.autoscaler.app.page;

import io.plimsoll.autoscaler.app.live.NodeUsage;
import io.plimsoll.autoscaler.app.page.LiveDocument.LogEntry;
import io.plimsoll.autoscaler.app.page.LiveDocument.Nodes;
import io.plimsoll.autoscaler.app.page.LiveDocument.Others;
import io.plimsoll.autoscaler.app.page.LiveDocument.Pending;
import io.plimsoll.autoscaler.app.page.LiveDocument.Reason;
import io.plimsoll.autoscaler.app.page.LiveDocument.Replicas;
import io.plimsoll.autoscaler.app.page.LiveDocument.Waiting;
import io.plimsoll.autoscaler.app.top.TopDocument;
import io.plimsoll.autoscaler.app.top.TopDocument.NodeRow;
import io.plimsoll.autoscaler.app.top.TopDocument.PodRow;
import io.plimsoll.autoscaler.app.top.TopView;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the live page's state of a loop. Pure. Of the objects it tells names, figures and verdicts
 * alone: no labels, annotations, environment variables or arguments.
 */
public final class LiveView {

    /** How many a page shows one by one; a phone draws that in one breath. */
    private static final int NODES = 400;

    private static final int PODS = 200;
    private static final int WORKLOADS = 60;
    private static final int NAMED = 5;

    private static final Set<String> REPLICATED =
            Set.of("ReplicaSet", "ReplicationController", "StatefulSet");

    private final LoopReport report;
    private final LiveLog.Pages log;
    private final TopDocument top;

    private LiveView(LoopReport report, LiveLog.Pages log, TopDocument top) {
        this.report = report;
        this.log = log;
        this.top = top;
    }

    /**
     * @param usage by node; none where nobody measures it
     * @param options what the loop decided by
     * @param log with this loop
     */
    public static LiveDocument of(
            LoopReport report,
            Map<String, NodeUsage> usage,
            AutoscalingOptions options,
            LiveLog.Pages log) {
        return new LiveView(report, log, TopView.of(report, usage, options)).document();
    }

    private LiveDocument document() {
        return new LiveDocument(
                "plimsoll.io/v1",
                "Live",
                report.time().toString(),
                notes(),
                top.nodeGroups(),
                nodes(),
                pending(),
                workloads(),
                Orders.of(report),
                log.entries().stream().map(LiveView::entry).toList());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!report.decision().health().healthy()) {
            notes.add(report.decision().health().message());
        }
        switch (report.observation().cluster().brake()) {
            case Brake.Pulled(String why) ->
                    notes.add("Observing only, nothing is changed: " + why);
            case Brake.Released() -> {}
        }
        String unseen = report.observation().cluster().view().problem();
        if (!unseen.isEmpty()) {
            notes.add(unseen);
        }
        if (!report.isSuccess()) {
            notes.add("The last loop did not come to its end; the log says why.");
        }
        return notes;
    }

    private Nodes nodes() {
        List<NodeRow> rows =
                top.nodes().stream()
                        .sorted(Comparator.comparing(LiveView::isOrdinary))
                        .limit(NODES)
                        .sorted(Comparator.comparing(NodeRow::node))
                        .toList();
        Set<NodeRow> shown = Set.copyOf(rows);
        SortedMap<String, List<NodeRow>> others = new TreeMap<>();
        for (NodeRow row : top.nodes()) {
            if (!shown.contains(row)) {
                others.computeIfAbsent(
                                row.nodeGroup() + "\n" + row.zone().orElse(""),
                                _ -> new ArrayList<>())
                        .add(row);
            }
        }
        return new Nodes(
                top.nodes().size(), rows, others.values().stream().map(LiveView::others).toList());
    }

    /** It stays, and runs: nobody looks for it. */
    private static boolean isOrdinary(NodeRow row) {
        return row.ready() && row.verdict().equals("Unremovable");
    }

    private static Others others(List<NodeRow> rows) {
        SortedMap<String, Integer> verdicts = new TreeMap<>();
        rows.forEach(row -> verdicts.merge(row.verdict(), 1, Integer::sum));
        NodeRow first = rows.getFirst();
        return new Others(first.nodeGroup(), first.zone().orElse(""), rows.size(), verdicts);
    }

    private Pending pending() {
        Map<Reason, Integer> counts = new LinkedHashMap<>();
        top.pendingPods()
                .forEach(row ->
                        counts.merge(new Reason(row.outcome(), reason(row), 0), 1, Integer::sum));
        return new Pending(
                top.pendingPods().size(),
                counts.entrySet().stream()
                        .map(each ->
                                new Reason(
                                        each.getKey().outcome(),
                                        each.getKey().reason(),
                                        each.getValue()))
                        .sorted(Comparator.comparingInt(Reason::pods).reversed())
                        .toList(),
                top.pendingPods().stream()
                        .sorted(Comparator.comparingLong(PodRow::waitingSeconds).reversed())
                        .limit(PODS)
                        .map(row -> new Waiting(row, reason(row), decision(row)))
                        .toList());
    }

    private static String reason(PodRow row) {
        String nearest = row.nearest().orElse("");
        return switch (row.outcome()) {
            case "TriggersScaleUp" -> "a node of %s is ordered for it".formatted(nearest);
            case "FitsExistingNode" -> "a node that is there, or was ordered, has room";
            case "Unschedulable" ->
                    "%s: %s".formatted(nearest, row.lacks().orElse("no group would help"));
            default -> row.lacks().orElse("a later loop looks at it again");
        };
    }

    private Optional<Integer> decision(PodRow row) {
        int slash = row.pod().indexOf('/');
        return Optional.ofNullable(
                log.aboutPod()
                        .get(
                                new ObjectKey(
                                        row.pod().substring(0, slash),
                                        row.pod().substring(slash + 1))));
    }

    private List<Replicas> workloads() {
        Map<String, List<Pod>> pods = new HashMap<>();
        for (Pod pod : report.observation().cluster().pods()) {
            if (!pod.isTerminal()) {
                pod.controller()
                        .ifPresent(owner ->
                                pods.computeIfAbsent(
                                                name(
                                                        owner.kind(),
                                                        new ObjectKey(
                                                                pod.key().namespace(),
                                                                owner.name())),
                                                _ -> new ArrayList<>())
                                        .add(pod));
            }
        }
        return report.observation().cluster().controllers().workloads().stream()
                .filter(workload -> REPLICATED.contains(workload.kind()))
                .map(workload ->
                        replicas(
                                workload,
                                pods.getOrDefault(
                                        name(workload.kind(), workload.key()), List.of())))
                .filter(workload -> workload.wanted() + workload.running() + workload.pending() > 0)
                .sorted(
                        Comparator.comparingInt(Replicas::pending)
                                .reversed()
                                .thenComparing(Replicas::name))
                .limit(WORKLOADS)
                .toList();
    }

    private static String name(String kind, ObjectKey key) {
        return kind + " " + key;
    }

    private static Replicas replicas(Workload workload, List<Pod> pods) {
        return new Replicas(
                workload.kind(),
                workload.key().toString(),
                workload.replicas(),
                count(pods, Pod.Phase.RUNNING),
                (int) pods.stream().filter(pod -> pod.status().ready()).count(),
                count(pods, Pod.Phase.PENDING));
    }

    private static int count(List<Pod> pods, Pod.Phase phase) {
        return (int) pods.stream().filter(pod -> pod.status().phase() == phase).count();
    }

    private static LogEntry entry(LiveLog.Entry entry) {
        return new LogEntry(
                entry.number(),
                entry.time().toString(),
                entry.news().what(),
                entry.news().reason(),
                entry.news().pods().size(),
                entry.news().pods().stream().limit(NAMED).map(ObjectKey::toString).toList());
    }
}
