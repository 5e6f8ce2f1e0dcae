package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The deployment and ReplicaSet controllers, for Deployments whose template never changes. */
final class Deployments {
    private final ClusterObjects objects;
    private final PodFactory factory;
    private final Kubelets kubelets;
    private final SortedMap<ObjectKey, Deployment> deployments = new TreeMap<>();

    Deployments(
            List<DeploymentSpec> specs,
            ClusterObjects objects,
            PodFactory factory,
            Kubelets kubelets) {
        this.objects = objects;
        this.factory = factory;
        this.kubelets = kubelets;
        for (DeploymentSpec spec : specs) {
            ObjectKey replicaSet =
                    new ObjectKey(
                            spec.key().namespace(), spec.key().name() + "-" + factory.suffix(10));
            deployments.put(
                    spec.key(), new Deployment(spec, replicaSet(replicaSet), spec.replicas()));
        }
    }

    /**
     * @param owner of its pods: its ReplicaSet
     */
    private record Deployment(DeploymentSpec spec, OwnerReference owner, int replicas) {
        PodOrigin origin() {
            return new PodOrigin(spec.key().namespace(), owner, spec.template(), Optional.empty());
        }

        Workload asObserved() {
            return new Workload(
                    "ReplicaSet",
                    new ObjectKey(spec.key().namespace(), owner.name()),
                    owner.uid(),
                    replicas,
                    Optional.empty());
        }
    }

    private static OwnerReference replicaSet(ObjectKey key) {
        return new OwnerReference(
                "apps/v1", "ReplicaSet", key.name(), PodFactory.uid("ReplicaSet", key));
    }

    void reconcile() {
        deployments.values().forEach(this::reconcile);
    }

    void scale(ObjectKey key, int replicas) {
        Deployment old = deployment(key);
        deployments.put(key, new Deployment(old.spec(), old.owner(), replicas));
        objects.touch();
    }

    /** {@code spec.replicas}. */
    int replicas(ObjectKey key) {
        return deployment(key).replicas();
    }

    DeploymentSpec spec(ObjectKey key) {
        return deployment(key).spec();
    }

    Iterable<ObjectKey> keys() {
        return Collections.unmodifiableSet(deployments.keySet());
    }

    List<SimulatedPod> pods(ObjectKey key) {
        return objects.podsOf(deployment(key).owner());
    }

    List<Workload> replicaSets() {
        return deployments.values().stream().map(Deployment::asObserved).toList();
    }

    private Deployment deployment(ObjectKey key) {
        return Optional.ofNullable(deployments.get(key))
                .orElseThrow(() -> new IllegalArgumentException("There is no Deployment " + key));
    }

    private void reconcile(Deployment deployment) {
        List<SimulatedPod> pods =
                objects.podsOf(deployment.owner()).stream().filter(SimulatedPod::isActive).toList();
        for (int count = pods.size(); count < deployment.replicas(); count++) {
            factory.create(deployment.origin());
        }
        int surplus = pods.size() - deployment.replicas();
        if (surplus > 0) {
            pods.stream()
                    .sorted(deletionOrder(pods))
                    .limit(surplus)
                    .forEach(pod -> kubelets.delete(pod.key(), Optional.empty()));
        }
    }

    /**
     * As the ReplicaSet controller ranks pods (ActivePodsWithRanks): unscheduled, not running and
     * not ready ones first, then those that share a node with most of their siblings, then the
     * youngest. Pod deletion cost and restarts are not modelled.
     */
    private static Comparator<SimulatedPod> deletionOrder(List<SimulatedPod> siblings) {
        return Comparator.comparing((SimulatedPod pod) -> pod.node().isPresent())
                .thenComparing(SimulatedPod::isRunning)
                .thenComparing(pod -> pod.pod().status().ready())
                .thenComparingLong(pod -> -neighbours(pod, siblings))
                .thenComparing(pod -> pod.progress().readySince(), Comparator.reverseOrder())
                .thenComparing(
                        pod -> pod.pod().metadata().creationTime(), Comparator.reverseOrder())
                .thenComparing(SimulatedPod::key);
    }

    private static long neighbours(SimulatedPod pod, List<SimulatedPod> siblings) {
        return pod.node()
                .map(node -> siblings.stream().filter(sibling -> sibling.isOn(node)).count())
                .orElse(0L);
    }
}
