package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Action.EndInterrupted;
import io.plimsoll.autoscaler.decision.answer.Action.Evict;
import io.plimsoll.autoscaler.decision.answer.Action.FreeNode;
import io.plimsoll.autoscaler.decision.answer.Action.MarkInterrupted;
import io.plimsoll.autoscaler.decision.answer.Action.NoteReplacement;
import io.plimsoll.autoscaler.decision.answer.Action.Repair;
import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.InterruptionFeed.Notice;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem.Kind;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Nodes that lose their machines: writes what was heard on the nodes, and does what decisions make
 * of it. All that matters stands on the nodes, so a new process goes on where an earlier one
 * stopped; a notice is settled only when its mark is there.
 */
public final class Interruptions {

    /** EKS cordons and drains the nodes of its node groups by itself when it replaces them. */
    private static final String EKS_NODE_GROUP = "eks.amazonaws.com/nodegroup";

    private static final Pattern INSTANCE = Pattern.compile(".*/(i-[0-9a-zA-Z-]+)");
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMinutes(3);

    private final Ports ports;
    private final Events events;
    private final Drain drain;

    /** What was written on nodes, until caches show it. */
    private final Map<NodeId, Interruption> written = new HashMap<>();

    /** Another node may come to bear its name. */
    private record NodeId(String name, String uid) {
        static NodeId of(Node node) {
            return new NodeId(node.name(), node.metadata().uid());
        }
    }

    private boolean isBusy;

    Interruptions(Ports ports, Events events, EngineOptions options) {
        this.ports = ports;
        this.events = events;
        this.drain = new Drain(ports.cluster(), events, options);
    }

    /** The observation with every mark that was set, even where caches do not show it yet. */
    Observation mark(Observation seen) {
        if (written.isEmpty()) {
            return seen;
        }
        Set<NodeId> behind = new HashSet<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : seen.cluster().nodes()) {
            Interruption mark = written.get(NodeId.of(node));
            if (mark == null || node.spec().taints().contains(mark.taint())) {
                nodes.add(node);
                continue;
            }
            behind.add(NodeId.of(node));
            nodes.add(NodeEdit.put(mark.taint()).of(node));
        }
        written.keySet().retainAll(behind);
        return behind.isEmpty()
                ? seen
                : new Observation(
                        seen.cluster().with(nodes, seen.cluster().pods()), seen.nodeGroups());
    }

    /**
     * Marks the nodes that notices tell of, and frees those whose machines were not taken.
     *
     * @param inRemoval nodes that are on their way out already
     */
    void carryOn(Observation seen, Set<String> inRemoval, Attempts attempts, Instant now) {
        for (Node node : seen.cluster().nodes()) {
            Interruption.of(node)
                    .filter(mark -> mark.isVoid(now) && isInService(node, seen))
                    .ifPresent(mark -> free(node, mark, attempts));
        }
        List<Notice> notices = new ArrayList<>();
        attempts.tryQuietly(() -> notices.addAll(ports.interruptions().notices()));
        if (notices.isEmpty()) {
            return;
        }
        Map<String, Node> nodes = new HashMap<>();
        Set<String> leaving = new HashSet<>();
        for (Node node : seen.cluster().nodes()) {
            Matcher id = INSTANCE.matcher(node.spec().providerId());
            if (id.matches()) {
                nodes.put(id.group(1), node);
                if (inRemoval.contains(node.name())) {
                    leaving.add(id.group(1));
                }
            }
        }
        for (Notice notice : notices) {
            boolean isSettled = true;
            for (String instance : notice.instances()) {
                Node node = nodes.get(instance);
                isSettled &=
                        leaving.contains(instance)
                                || (node == null
                                        ? !mayRegister(instance, notice, seen, now)
                                        : heard(notice, node, seen, attempts, now));
            }
            if (isSettled) {
                attempts.tryQuietly(() -> ports.interruptions().settle(notice));
            }
        }
    }

    /** Its node may still come, and pods with it. */
    private static boolean mayRegister(String id, Notice notice, Observation seen, Instant now) {
        return now.isBefore(notice.interruption().by())
                && seen.nodeGroups().stream()
                        .flatMap(group -> group.instances().stream())
                        .anyMatch(instance ->
                                instance.id().equals(id)
                                        && instance.lifecycle() != Lifecycle.TERMINATING);
    }

    /** Whether there is nothing more to do for the notice. */
    private boolean heard(
            Notice notice, Node seen, Observation world, Attempts attempts, Instant now) {
        Interruption told = notice.interruption();
        Optional<Interruption> before =
                Optional.ofNullable(written.get(NodeId.of(seen))).or(() -> Interruption.of(seen));
        Interruption wanted = before.map(told::after).orElse(told);
        if (before.filter(wanted::equals).isPresent()
                || told.isVoid(now)
                || instance(seen, world).isEmpty()
                || isOfEks(told, seen)) {
            return true;
        }
        Node node = before.map(mark -> NodeEdit.put(mark.taint()).of(seen)).orElse(seen);
        return write(node, wanted, attempts);
    }

    private boolean put(Node node, Interruption mark, Action action, Attempts attempts) {
        boolean done =
                attempts.attempt(
                                action,
                                () -> ports.cluster().edit(node, NodeEdit.put(mark.taint())))
                        .isEmpty();
        if (done) {
            written.put(NodeId.of(node), mark);
        }
        return done;
    }

    private boolean write(Node node, Interruption mark, Attempts attempts) {
        boolean done =
                put(node, mark, new MarkInterrupted(node.name(), mark.kind().inWords()), attempts);
        if (done) {
            events.interrupted(node.name(), mark.kind().inWords(), mark.by());
        }
        return done;
    }

    /** Of a recommendation EKS makes the same itself, for its own groups. */
    private static boolean isOfEks(Interruption told, Node node) {
        return told.kind() == Interruption.Kind.REBALANCE
                && node.metadata().labels().containsKey(EKS_NODE_GROUP);
    }

    private void free(Node node, Interruption mark, Attempts attempts) {
        attempts.attempt(
                        new FreeNode(node.name()),
                        () -> ports.cluster().edit(node, NodeEdit.remove(mark.taint())))
                .ifPresentOrElse(_ -> {}, () -> written.remove(NodeId.of(node)));
    }

    void begin() {
        isBusy = false;
    }

    /** Once; a refusal is met by the next loop's decision. */
    void evict(Evict eviction, Observation seen, Attempts attempts, Instant now) {
        isBusy |= isUrgent(eviction.node(), seen, now);
        Optional<Pod> pod =
                seen.cluster().pods().stream()
                        .filter(each -> each.key().equals(eviction.pod()))
                        .findFirst();
        if (pod.isPresent() && !attempts.hasDone(eviction)) {
            drain.evict(pod.get(), eviction.node(), attempts);
        }
    }

    void note(NoteReplacement note, Observation seen, Attempts attempts) {
        node(note.node(), seen)
                .ifPresent(node ->
                        Interruption.of(node)
                                .ifPresent(
                                        mark -> put(node, mark.withReplacement(), note, attempts)));
    }

    /** It is drained from the next loop on. */
    void repair(Repair repair, Observation seen, Attempts attempts) {
        isBusy = true;
        Optional<Node> node = node(repair.node(), seen);
        boolean isDone =
                node.filter(found ->
                                write(
                                        found,
                                        new Interruption(Interruption.Kind.REPAIR, repair.by()),
                                        attempts))
                        .isPresent();
        if (isDone) {
            attempts.done(repair);
        }
    }

    void end(EndInterrupted end, Observation seen, Attempts attempts, Instant now) {
        isBusy |= isUrgent(end.node(), seen, now);
        if (attempts.hasDone(end) || attempts.hasFailed(end)) {
            return;
        }
        Optional<Instance> instance = node(end.node(), seen).flatMap(node -> instance(node, seen));
        if (instance.isEmpty()) {
            return;
        }
        if (end.withPods()) {
            end(end, instance.get(), attempts);
            return;
        }
        List<ObjectKey> unseen = new ArrayList<>();
        attempts.tryQuietly(() ->
                        ports.cluster().podsOn(end.node()).stream()
                                .filter(pod -> drain.holdsNode(pod, Set.of()))
                                .forEach(pod -> unseen.add(pod.key())))
                .or(() ->
                        unseen.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new Problem(Kind.CHANGED, "pods are on it: " + unseen)))
                .ifPresentOrElse(
                        problem -> attempts.failed(end, problem),
                        () -> end(end, instance.get(), attempts));
    }

    private void end(EndInterrupted end, Instance instance, Attempts attempts) {
        attempts.attempt(end, () -> ports.cloud().end(end.nodeGroup(), instance, end.sequel()))
                .ifPresentOrElse(_ -> {}, () -> events.removed(end.node()));
    }

    /** How soon there is something to do for an interrupted node; empty when there is nothing. */
    Optional<Duration> nextWakeup() {
        return isBusy ? Optional.of(POLL) : Optional.empty();
    }

    /** Its time is so short that each refusal is to be met soon. */
    private static boolean isUrgent(String node, Observation seen, Instant now) {
        return node(node, seen)
                .flatMap(Interruption::of)
                .filter(mark -> mark.by().isBefore(now.plus(SHORT)))
                .isPresent();
    }

    private static Optional<Node> node(String name, Observation seen) {
        return seen.cluster().nodes().stream().filter(node -> node.name().equals(name)).findFirst();
    }

    private static boolean isInService(Node node, Observation seen) {
        return instance(node, seen)
                .filter(instance -> instance.lifecycle() == Lifecycle.IN_SERVICE)
                .isPresent();
    }

    /** Of a group that is under our care. */
    private static Optional<Instance> instance(Node node, Observation seen) {
        return seen.nodeGroups().stream()
                .filter(group -> !group.isLeftAlone())
                .map(NodeGroup::instances)
                .flatMap(List::stream)
                .filter(instance -> instance.providerId().equals(node.spec().providerId()))
                .findFirst();
    }
}
