package io.plimsoll.autoscaler.decision.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A pod.
 *
 * @param controller the owner with {@code controller: true}; empty for a bare pod
 */
public record Pod(
        ObjectKey key,
        Metadata metadata,
        Optional<OwnerReference> controller,
        Spec spec,
        Status status) {

    /** Set by the kubelet on the API's copy of a static pod. */
    public static final String MIRROR_ANNOTATION = "kubernetes.io/config.mirror";

    private static final String DAEMON_ANNOTATION =
            "cluster-autoscaler.kubernetes.io/daemonset-pod";

    /**
     * @param nodeName where the pod is bound; empty when it is not
     * @param requests effective requests: containers, init containers, sidecars and overhead, as
     *     the scheduler counts
     * @param containerRequests the sum over {@code spec.containers} alone, which Cluster
     *     Autoscaler's ordering and least-waste score use
     */
    public record Spec(
            Optional<String> nodeName,
            Resources requests,
            Resources containerRequests,
            Constraints constraints,
            Policy policy) {}

    /**
     * Everything beside resources that limits where the pod may run.
     *
     * @param resourceClaims names of the devices that the pod claims ({@code spec.resourceClaims})
     */
    public record Constraints(
            NodePlacement node,
            PodPlacement pods,
            List<HostPort> hostPorts,
            List<PodVolume> volumes,
            List<String> resourceClaims) {
        public static final Constraints NONE =
                new Constraints(NodePlacement.ANY, PodPlacement.ANY, List.of(), List.of());

        public Constraints {
            hostPorts = List.copyOf(hostPorts);
            volumes = List.copyOf(volumes);
            resourceClaims = List.copyOf(resourceClaims);
        }

        /** Without devices. */
        public Constraints(
                NodePlacement node,
                PodPlacement pods,
                List<HostPort> hostPorts,
                List<PodVolume> volumes) {
            this(node, pods, hostPorts, volumes, List.of());
        }
    }

    /**
     * @param affinity required terms, at least one of which must match; empty Optional when there
     *     is no required affinity, which is not the same as an empty list (matches no node)
     */
    public record NodePlacement(
            SortedMap<String, String> selector,
            Optional<List<NodeSelectorTerm>> affinity,
            List<Toleration> tolerations) {
        public static final NodePlacement ANY =
                new NodePlacement(new TreeMap<>(), Optional.empty(), List.of());

        public NodePlacement {
            selector = SortedMaps.copyOf(selector);
            affinity = affinity.map(List::copyOf);
            tolerations = List.copyOf(tolerations);
        }

        public NodePlacement tolerating(Collection<Toleration> more) {
            return new NodePlacement(
                    selector,
                    affinity,
                    Stream.concat(tolerations.stream(), more.stream()).toList());
        }
    }

    public record PodPlacement(
            List<TopologySpreadConstraint> spread,
            List<PodAffinityTerm> affinity,
            List<PodAffinityTerm> antiAffinity) {
        public static final PodPlacement ANY = new PodPlacement(List.of(), List.of(), List.of());

        public PodPlacement {
            spread = List.copyOf(spread);
            affinity = List.copyOf(affinity);
            antiAffinity = List.copyOf(antiAffinity);
        }
    }

    /**
     * @param priority 0 where none is set
     * @param gates {@code schedulingGates}: while there is one, the scheduler does not look at the
     *     pod
     * @param scaleUpDelay how old the pod must be before a node is added for it, by its annotation;
     *     empty where there is none that says a time
     */
    public record Policy(
            int priority,
            Duration terminationGracePeriod,
            String schedulerName,
            List<String> gates,
            Optional<Duration> scaleUpDelay) {
        public static final Policy DEFAULT =
                new Policy(
                        0,
                        Duration.ofSeconds(30),
                        "default-scheduler",
                        List.of(),
                        Optional.empty());

        public Policy {
            gates = List.copyOf(gates);
        }
    }

    /**
     * @param scheduled when the scheduler last said something of the pod (condition {@code
     *     PodScheduled}); empty before it did
     * @param nominatedNode where the scheduler is making room by preemption
     */
    public record Status(
            Phase phase,
            boolean ready,
            Optional<ScheduledCondition> scheduled,
            Optional<String> nominatedNode) {
        public static final Status PENDING =
                new Status(Phase.PENDING, false, Optional.empty(), Optional.empty());
        public static final Status RUNNING =
                new Status(Phase.RUNNING, true, Optional.empty(), Optional.empty());
    }

    /**
     * @param reason {@code Unschedulable}, {@code SchedulingGated}, …; empty when there is none
     */
    public record ScheduledCondition(
            boolean status, String reason, String message, Instant since) {}

    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        UNKNOWN
    }

    /**
     * The scheduler tried and found no node; a pod that it has not looked at yet is not
     * unschedulable.
     */
    public boolean isUnschedulable() {
        return spec.nodeName().isEmpty()
                && status.scheduled()
                        .filter(condition ->
                                !condition.status() && condition.reason().equals("Unschedulable"))
                        .isPresent();
    }

    public boolean isTerminal() {
        return status.phase() == Phase.SUCCEEDED || status.phase() == Phase.FAILED;
    }

    public boolean isMirror() {
        return metadata.annotations().containsKey(MIRROR_ANNOTATION);
    }

    /** A DaemonSet's pod, or one that an annotation says to treat like that. */
    public boolean isDaemon() {
        return controller.filter(owner -> owner.kind().equals("DaemonSet")).isPresent()
                || "true".equals(metadata.annotations().get(DAEMON_ANNOTATION));
    }

    /** The same pod on no node. */
    public Pod unbound() {
        return at(Optional.empty());
    }

    /** The same pod bound to {@code node}. */
    public Pod on(String node) {
        return at(Optional.of(node));
    }

    /** The same pod, allowed on other nodes. */
    public Pod with(NodePlacement placement) {
        Constraints constraints = spec.constraints;
        return with(
                new Spec(
                        spec.nodeName,
                        spec.requests,
                        spec.containerRequests,
                        new Constraints(
                                placement,
                                constraints.pods,
                                constraints.hostPorts,
                                constraints.volumes,
                                constraints.resourceClaims),
                        spec.policy));
    }

    /** The same pod, as important as that. */
    public Pod withPriority(int priority) {
        Policy policy = spec.policy;
        return with(
                new Spec(
                        spec.nodeName,
                        spec.requests,
                        spec.containerRequests,
                        spec.constraints,
                        new Policy(
                                priority,
                                policy.terminationGracePeriod,
                                policy.schedulerName,
                                policy.gates,
                                policy.scaleUpDelay)));
    }

    private Pod at(Optional<String> node) {
        return with(
                new Spec(
                        node,
                        spec.requests,
                        spec.containerRequests,
                        spec.constraints,
                        spec.policy));
    }

    public Pod with(Spec other) {
        return new Pod(key, metadata, controller, other, status);
    }
}
