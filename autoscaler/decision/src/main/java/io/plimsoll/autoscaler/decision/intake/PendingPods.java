package io.plimsoll.autoscaler.decision.intake;

import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.FitsExistingNode;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.IgnoreReason;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Ignored;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.IntakeOptions;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.decision.scheduling.packing.PodKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts out the Pending pods, in Cluster Autoscaler's order: expendable ones, those for whom
 * preemption makes room, those that fit on nodes that are there or ordered (the most important
 * first), DaemonSet pods, young ones. DaemonSet pods and young pods take room first, as the
 * scheduler would give it to them.
 */
public final class PendingPods {

    private final IntakeOptions options;
    private final ClusterSnapshot snapshot;
    private final Set<String> closed;
    private final Instant now;
    private final Map<ObjectKey, PodVerdict> verdicts = new HashMap<>();

    /**
     * @param snapshot with upcoming nodes; pods are bound to the nodes where they fit
     * @param closed nodes that take no pods
     */
    public PendingPods(
            IntakeOptions options, ClusterSnapshot snapshot, Set<String> closed, Instant now) {
        this.options = options;
        this.snapshot = snapshot;
        this.closed = closed;
        this.now = now;
    }

    /**
     * What is settled, and who needs new nodes.
     *
     * @param settled of Pending pods that need none
     * @param helpless in order of importance
     * @param young who would be among them, were they older
     */
    public record Intake(Map<ObjectKey, PodVerdict> settled, List<Pod> helpless, List<Pod> young) {
        public Intake {
            helpless = List.copyOf(helpless);
            young = List.copyOf(young);
        }
    }

    /** Pending and on no node, for whatever reason. */
    public static boolean isWaiting(Pod pod) {
        return pod.status().phase() == Pod.Phase.PENDING && pod.spec().nodeName().isEmpty();
    }

    /**
     * @param displaced pods of nodes that are being drained; they need a place too
     */
    public Intake sort(List<Pod> displaced) {
        List<Pod> waiting = new ArrayList<>();
        for (Pod pod : snapshot.unbound()) {
            if (isWaiting(pod)) {
                admit(pod).ifPresent(waiting::add);
            }
        }
        waiting.addAll(displaced);
        waiting.sort(
                Comparator.comparingInt((Pod pod) -> pod.spec().policy().priority())
                        .reversed()
                        .thenComparing(pod -> pod.metadata().creationTime())
                        .thenComparing(Pod::key));
        List<Pod> helpless = new ArrayList<>();
        List<Pod> young = new ArrayList<>();
        for (Pod pod : pack(waiting)) {
            if (pod.isDaemon()) {
                verdicts.put(pod.key(), new Ignored(pod.key(), IgnoreReason.DAEMON_SET));
            } else if (ScaleUpDelay.isOver(pod, options.newPodDelay(), now)) {
                helpless.add(pod);
            } else {
                verdicts.put(pod.key(), new Ignored(pod.key(), IgnoreReason.YOUNG));
                young.add(pod);
            }
        }
        return new Intake(verdicts, helpless, young);
    }

    private Optional<Pod> admit(Pod pod) {
        if (!pod.spec().policy().gates().isEmpty()) {
            return ignore(pod, IgnoreReason.GATED);
        }
        if (!isPending(pod)) {
            return ignore(pod, IgnoreReason.NOT_UNSCHEDULABLE);
        }
        List<String> allowed = options.allowedSchedulers();
        if (!allowed.isEmpty() && !allowed.contains(pod.spec().policy().schedulerName())) {
            return ignore(pod, IgnoreReason.OTHER_SCHEDULER);
        }
        if (pod.spec().policy().priority() < options.expendablePriorityCutoff()) {
            return ignore(pod, IgnoreReason.EXPENDABLE);
        }
        Optional<String> nominated =
                pod.status().nominatedNode().filter(node -> makesRoom(node, pod));
        if (nominated.isEmpty()) {
            return Optional.of(pod);
        }
        snapshot.bind(pod, nominated.get());
        verdicts.put(pod.key(), new FitsExistingNode(pod.key(), nominated.get()));
        return Optional.empty();
    }

    /**
     * Whether the pod will fit where the scheduler nominated it to, once less important pods are
     * gone. A nomination stays in a pod's status after it has become void: the scheduler then looks
     * at all nodes, as for any other pod.
     *
     * <p>Source: {@code evaluateNominatedNode} in {@code pkg/scheduler/schedule_one.go} and {@code
     * SelectVictimsOnNode} in {@code plugins/defaultpreemption}; KEP-5278.
     */
    private boolean makesRoom(String node, Pod pod) {
        if (!snapshot.hasNode(node)) {
            return false;
        }
        int priority = pod.spec().policy().priority();
        List<Pod> victims =
                snapshot.podsOn(node).stream()
                        .filter(other -> other.spec().policy().priority() < priority)
                        .toList();
        snapshot.fork();
        snapshot.unbind(node, victims);
        boolean fits = snapshot.check(pod, node) instanceof Verdict.Fits;
        snapshot.revert();
        return fits;
    }

    private Optional<Pod> ignore(Pod pod, IgnoreReason reason) {
        verdicts.put(pod.key(), new Ignored(pod.key(), reason));
        return Optional.empty();
    }

    private boolean isPending(Pod pod) {
        if (pod.metadata().deletionTime().isPresent()) {
            return false;
        }
        boolean bypassed =
                options.bypassedSchedulers().contains(pod.spec().policy().schedulerName())
                        && pod.status().scheduled().isEmpty();
        return pod.isUnschedulable() || bypassed;
    }

    /** Binds who fits; a pod of a kind of which one did not fit is not tried again. */
    private List<Pod> pack(List<Pod> inOrder) {
        Packing packing = Packing.onto(snapshot, closed);
        Set<PodKind> hopeless = new HashSet<>();
        List<Pod> left = new ArrayList<>();
        for (Pod pod : inOrder) {
            Optional<PodKind> kind = PodKind.of(snapshot, pod);
            Optional<String> node =
                    kind.filter(hopeless::contains).isPresent()
                            ? Optional.empty()
                            : packing.place(pod);
            if (node.isPresent()) {
                verdicts.put(pod.key(), new FitsExistingNode(pod.key(), node.get()));
            } else {
                kind.ifPresent(hopeless::add);
                left.add(pod);
            }
        }
        return left;
    }
}
