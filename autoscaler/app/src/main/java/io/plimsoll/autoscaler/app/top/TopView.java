package io.plimsoll.autoscaler.app.top;

import io.plimsoll.autoscaler.app.live.NodeUsage;
import io.plimsoll.autoscaler.app.top.TopDocument.Group;
import io.plimsoll.autoscaler.app.top.TopDocument.NodeRow;
import io.plimsoll.autoscaler.app.top.TopDocument.PodRow;
import io.plimsoll.autoscaler.app.top.TopDocument.Share;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.GroupAnswer;
import io.plimsoll.autoscaler.decision.answer.GroupOutlook;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes rows of an observation: what is asked of each node, and what a loop would decide of it. */
public final class TopView {

    private static final String ZONE = "topology.kubernetes.io/zone";

    private final Observation seen;
    private final Map<String, NodeUsage> usage;
    private final Instant now;
    private final Inquiry inquiry;
    private final SortedMap<String, Instant> unneededSince;
    private final Map<String, Resources> asked = new HashMap<>();
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<Alike, List<GroupAnswer>> answers = new HashMap<>();

    private TopView(
            Observation seen,
            Map<String, NodeUsage> usage,
            Instant now,
            Inquiry inquiry,
            SortedMap<String, Instant> unneededSince) {
        this.seen = seen;
        this.usage = Map.copyOf(usage);
        this.now = now;
        this.inquiry = inquiry;
        this.unneededSince = unneededSince;
        seen.cluster().nodes().forEach(node -> nodes.put(node.name(), node));
        for (Pod pod : seen.cluster().pods()) {
            if (!pod.isTerminal()) {
                pod.spec()
                        .nodeName()
                        .ifPresent(
                                node -> asked.merge(node, pod.spec().requests(), Resources::plus));
            }
        }
    }

    /**
     * What a process that has just started would think.
     *
     * @param usage by node; none where nobody measures it
     */
    static TopDocument anew(
            Observation seen,
            Map<String, NodeUsage> usage,
            AutoscalingOptions options,
            Instant now) {
        History history = history(seen);
        Decision decision = DecisionCore.decide(seen, history, options, now);
        Inquiry inquiry = new Inquiry(seen, history, options, now, decision);
        return new TopView(seen, usage, now, inquiry, history.unneededSince()).document();
    }

    /**
     * What a loop thought.
     *
     * @param usage as for {@link #anew}
     */
    public static TopDocument of(
            LoopReport report, Map<String, NodeUsage> usage, AutoscalingOptions options) {
        Inquiry inquiry =
                new Inquiry(
                        report.observation(),
                        report.history(),
                        options,
                        report.time(),
                        report.decision());
        return new TopView(
                        report.observation(),
                        usage,
                        report.time(),
                        inquiry,
                        report.history().unneededAfter(report.decision()))
                .document();
    }

    /** Pods to which every group says the same. */
    private record Alike(
            OwnerReference owner, Pod.Spec spec, List<PodVerdict.Rejection> rejections) {}

    /** Since when nodes are unneeded stands in their taints. */
    private static History history(Observation seen) {
        SortedMap<String, Instant> since = new TreeMap<>();
        for (Node node : seen.cluster().nodes()) {
            unneededSince(node).ifPresent(time -> since.put(node.name(), time));
        }
        return new History(since, History.Growth.NONE, new TreeMap<>(), History.Cooldown.NONE);
    }

    private static Optional<Instant> unneededSince(Node node) {
        return node.taint(TransientTaints.DELETION_CANDIDATE)
                .map(TransientTaints::markedAt)
                .filter(time -> !time.equals(Instant.MIN));
    }

    private TopDocument document() {
        List<NodeRow> rows = inquiry.decision().nodes().stream().map(this::row).toList();
        return new TopDocument(
                "plimsoll.io/v1",
                "Top",
                now.toString(),
                groups(),
                rows,
                inquiry.decision().pods().stream().map(this::row).toList());
    }

    private List<Group> groups() {
        SortedMap<String, GroupOutlook> outlooks = inquiry.outlooks();
        List<Group> groups = new ArrayList<>();
        for (NodeGroup group : seen.nodeGroups()) {
            List<String> members =
                    inquiry.decision().nodes().stream()
                            .filter(node ->
                                    node.nodeGroup().filter(group.name()::equals).isPresent())
                            .map(NodeVerdict::node)
                            .toList();
            long cpu = members.stream().mapToLong(name -> asked(name).milliCpu()).sum();
            long all = members.stream().mapToLong(name -> allocatable(name).milliCpu()).sum();
            groups.add(
                    new Group(
                            group.name(),
                            members.size(),
                            group.size().target(),
                            group.size().min(),
                            group.size().max(),
                            percent(cpu, all),
                            price(outlooks.get(group.name()))
                                    .map(price ->
                                            price.multiply(BigDecimal.valueOf(members.size())))));
        }
        return groups;
    }

    private NodeRow row(NodeVerdict verdict) {
        String name = verdict.node();
        String group = verdict.nodeGroup().orElse("");
        Optional<Node> node = Optional.ofNullable(nodes.get(name));
        return new NodeRow(
                name,
                group,
                node.map(found -> found.metadata().labels().get(ZONE)),
                node.filter(Node::isReady).isPresent(),
                share(asked(name), allocatable(name)),
                Optional.ofNullable(usage.get(name))
                        .map(used ->
                                share(
                                        Resources.ofPod(used.milliCpu(), used.memoryBytes()),
                                        allocatable(name))),
                price(inquiry.outlooks().get(group)),
                node.map(found -> seconds(found.metadata().creationTime())).orElse(0L),
                verdict.getClass().getSimpleName(),
                reason(verdict).map(UnremovableReason::upstreamName),
                Optional.of(inquiry.why(verdict)).filter(text -> !text.isEmpty()),
                Optional.ofNullable(unneededSince.get(name)).map(this::seconds));
    }

    private static Optional<UnremovableReason> reason(NodeVerdict verdict) {
        return switch (verdict) {
            case NodeVerdict.Unneeded unneeded -> unneeded.heldBack();
            case NodeVerdict.Replaced replaced -> replaced.heldBack();
            case NodeVerdict.Unremovable kept -> Optional.of(kept.reason());
        };
    }

    private PodRow row(PodVerdict verdict) {
        ObjectKey key = verdict.pod();
        Optional<Pod> pod = inquiry.pod(key);
        Optional<GroupAnswer> nearest =
                verdict instanceof PodVerdict.Unschedulable helpless
                        ? pod.flatMap(found -> answers(found, helpless).stream().findFirst())
                        : Optional.empty();
        Optional<String> grows =
                verdict instanceof PodVerdict.TriggersScaleUp triggers
                        ? Optional.of(triggers.nodeGroup())
                        : Optional.empty();
        return new PodRow(
                key.toString(),
                pod.map(this::waitingSince).map(this::seconds).orElse(0L),
                verdict.getClass().getSimpleName(),
                nearest.map(GroupAnswer::nodeGroup).or(() -> grows),
                nearest.flatMap(answer -> answer.obstacles().stream().findFirst())
                        .map(GroupAnswer.Obstacle::inWords)
                        .or(() -> inquiry.why(verdict)));
    }

    private List<GroupAnswer> answers(Pod pod, PodVerdict.Unschedulable verdict) {
        return pod.controller().isEmpty()
                ? inquiry.groups(pod)
                : answers.computeIfAbsent(
                        new Alike(pod.controller().get(), pod.spec(), verdict.rejections()),
                        _ -> inquiry.groups(pod));
    }

    private Instant waitingSince(Pod pod) {
        return pod.status()
                .scheduled()
                .map(Pod.ScheduledCondition::since)
                .orElse(pod.metadata().creationTime());
    }

    private long seconds(Instant since) {
        return Math.max(0, Duration.between(since, now).toSeconds());
    }

    private Resources asked(String node) {
        return asked.getOrDefault(node, Resources.NONE);
    }

    private Resources allocatable(String node) {
        Node found = nodes.get(node);
        return found == null ? Resources.NONE : found.status().allocatable();
    }

    private static Share share(Resources part, Resources whole) {
        return new Share(
                percent(part.milliCpu(), whole.milliCpu()),
                percent(part.memoryBytes(), whole.memoryBytes()));
    }

    private static int percent(long part, long whole) {
        return whole == 0 ? 0 : (int) (part * 100 / whole);
    }

    private static Optional<BigDecimal> price(@Nullable GroupOutlook outlook) {
        return outlook instanceof GroupOutlook.Known known && known.price().isKnown()
                ? Optional.of(usd(known.price()))
                : Optional.empty();
    }

    private static BigDecimal usd(Price price) {
        return BigDecimal.valueOf(price.microUsdPerHour(), 6).setScale(4, RoundingMode.HALF_UP);
    }
}
