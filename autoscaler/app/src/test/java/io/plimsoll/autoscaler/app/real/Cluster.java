package io.plimsoll.autoscaler.app.real;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.plimsoll.autoscaler.decision.model.Interruption;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** What the test does to the cluster and looks at in it. */
final class Cluster {

    /** With prefix delegation. */
    static final int PODS_PER_NODE = 110;

    private static final String NAMESPACE = "default";
    private static final String APP = "kong";
    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    private static final Map<InstanceType, Memory> MEMORY =
            Map.of(
                    InstanceType.T3_LARGE, new Memory(7577, 6837),
                    InstanceType.T3_MEDIUM, new Memory(3788, 3233));

    private final KubernetesClient client;

    /** Of a node. */
    private record Memory(int capacityMib, int allocatableMib) {}

    Cluster(KubernetesClient client) {
        this.client = client;
    }

    /** Applies a manifest of the test's resources. */
    void apply(String resource) {
        try (InputStream manifest =
                Objects.requireNonNull(Cluster.class.getResourceAsStream(resource), resource)) {
            client.load(manifest).items().forEach(item -> client.resource(item).create());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Plays the kubelet that registers an instance: what a t3.large says of itself. */
    void join(String instance) {
        join(instance, InstanceType.T3_LARGE);
    }

    /**
     * The same of another type.
     *
     * @param type of two vCPUs
     */
    void join(String instance, InstanceType type) {
        Memory memory = Objects.requireNonNull(MEMORY.get(type));
        String manifest =
                """
                apiVersion: v1
                kind: Node
                metadata:
                  name: %1$s
                  annotations: {kwok.x-k8s.io/node: fake}
                  labels:
                    kubernetes.io/arch: amd64
                    kubernetes.io/os: linux
                    kubernetes.io/hostname: %1$s
                    node.kubernetes.io/instance-type: %4$s
                    topology.kubernetes.io/region: us-west-1
                    topology.kubernetes.io/zone: %2$s
                    plimsoll.io/workload: kong
                spec:
                  providerID: aws:///%2$s/%1$s
                  taints: [{key: plimsoll.io/workload, value: kong, effect: NoSchedule}]
                status:
                  capacity: {cpu: "2", memory: %5$dMi, ephemeral-storage: 20Gi, pods: "%3$d"}
                  allocatable: {cpu: 1930m, memory: %6$dMi, ephemeral-storage: 17Gi, pods: "%3$d"}
                """
                        .formatted(
                                instance,
                                KongGroup.ZONE,
                                PODS_PER_NODE,
                                type,
                                memory.capacityMib(),
                                memory.allocatableMib());
        client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(node -> client.resource(node).create());
    }

    /** Plays the cloud controller that notices that an instance is gone. */
    void leave(String instance) {
        client.nodes().withName(instance).delete();
    }

    /** Plays the garbage collector: pods of nodes that are gone go too. */
    void collectGarbage() {
        Set<String> nodes = Set.copyOf(nodes());
        client.pods().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .filter(pod -> !nodes.contains(pod.getSpec().getNodeName()))
                .forEach(pod -> client.resource(pod).withGracePeriod(0).delete());
    }

    /** Plays the agent that finds a node broken. */
    void condition(String node, String type, String status) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        client.nodes()
                .withName(node)
                .editStatus(found ->
                        new NodeBuilder(found)
                                .editStatus()
                                .addNewCondition()
                                .withType(type)
                                .withStatus(status)
                                .withLastTransitionTime(now)
                                .withLastHeartbeatTime(now)
                                .endCondition()
                                .endStatus()
                                .build());
    }

    /** Nodes that are being removed, as their taint says. */
    List<String> marked() {
        return tainted("ToBeDeletedByClusterAutoscaler");
    }

    /** Nodes that lose their machines or are broken, as their taint says. */
    List<String> interrupted() {
        return tainted(Interruption.TAINT);
    }

    private List<String> tainted(String key) {
        return client.nodes().list().getItems().stream()
                .filter(node ->
                        node.getSpec().getTaints().stream()
                                .anyMatch(taint -> taint.getKey().equals(key)))
                .map(node -> node.getMetadata().getName())
                .toList();
    }

    /** How many pods of the Deployment may be missing by choice. */
    void allowDisruptions(int maxUnavailable) {
        client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(NAMESPACE)
                .withName(APP)
                .edit(budget -> {
                    budget.getSpec().setMaxUnavailable(new IntOrString(maxUnavailable));
                    return budget;
                });
    }

    /** How many pods of the Deployment may be missing by choice now. */
    int disruptions() {
        return client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(NAMESPACE)
                .withName(APP)
                .get()
                .getStatus()
                .getDisruptionsAllowed();
    }

    /** When the Deployment shrinks, one pod on each of these nodes is the last to go. */
    void protectOneOnEach(List<String> nodes) {
        List<Pod> others = new ArrayList<>(pods());
        for (String node : nodes) {
            Pod last =
                    others.stream()
                            .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                            .findFirst()
                            .orElseThrow();
            others.remove(last);
            deletionCost(last, "1");
        }
        others.stream()
                .filter(pod -> pod.getMetadata().getAnnotations().containsKey(DELETION_COST))
                .forEach(pod -> deletionCost(pod, "0"));
        replace(others.getFirst());
    }

    private void deletionCost(Pod pod, String cost) {
        client.resource(pod)
                .edit(kept ->
                        new PodBuilder(kept)
                                .editMetadata()
                                .addToAnnotations(DELETION_COST, cost)
                                .endMetadata()
                                .build());
    }

    /**
     * Whoever makes its successor has seen all that happened to pods before, as they are seen in
     * order.
     */
    private void replace(Pod pod) {
        int all = pods().size();
        client.resource(pod).withGracePeriod(0).delete();
        String uid = pod.getMetadata().getUid();
        Patience.eventually(
                "a pod has its successor",
                () ->
                        running().size() == all
                                && pods().stream()
                                        .noneMatch(
                                                each -> each.getMetadata().getUid().equals(uid)));
    }

    /** Keeps the Deployment's pods on a node from being gone, though they end. */
    void holdPods(String node) {
        pods().stream()
                .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                .forEach(pod -> finalizers(pod, List.of("plimsoll.io/held")));
    }

    /**
     * Lets them go.
     *
     * @return whether none is held any more
     */
    boolean releasePods() {
        List<Pod> held = pods().stream().filter(pod -> !pod.getFinalizers().isEmpty()).toList();
        held.forEach(pod -> finalizers(pod, List.of()));
        return held.isEmpty();
    }

    private void finalizers(Pod pod, List<String> finalizers) {
        client.resource(pod)
                .edit(held -> {
                    held.getMetadata().setFinalizers(finalizers);
                    return held;
                });
    }

    List<String> nodes() {
        return client.nodes().list().getItems().stream()
                .map((Node node) -> node.getMetadata().getName())
                .toList();
    }

    void scale(int replicas) {
        scale(APP, replicas);
    }

    void scale(String deployment, int replicas) {
        client.apps().deployments().inNamespace(NAMESPACE).withName(deployment).scale(replicas);
    }

    /** How many pods of a Deployment are ready. */
    int ready(String deployment) {
        return Objects.requireNonNullElse(
                client.apps()
                        .deployments()
                        .inNamespace(NAMESPACE)
                        .withName(deployment)
                        .get()
                        .getStatus()
                        .getReadyReplicas(),
                0);
    }

    /** Nodes of the Deployment's running pods, one for each pod. */
    List<String> running() {
        return pods().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .map(pod -> pod.getSpec().getNodeName())
                .toList();
    }

    /** The same of one node, and answered even while nothing can be written. */
    List<String> runningOn(String node) {
        ListOptions cached = new ListOptionsBuilder().withResourceVersion("0").build();
        return client.pods().inNamespace(NAMESPACE).list(cached).getItems().stream()
                .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    /** Pods of the Deployment in any state. */
    List<Pod> pods() {
        return client.pods().inNamespace(NAMESPACE).withLabel("app", APP).list().getItems();
    }

    /** The leader, as the Lease says. */
    String leader() {
        return Optional.ofNullable(
                        client.leases()
                                .inNamespace(ManifestRights.NAMESPACE)
                                .withName("cluster-autoscaler")
                                .get())
                .map(lease -> lease.getSpec().getHolderIdentity())
                .orElse("");
    }

    /** Reasons of the events on pods of the Deployment. */
    List<String> podEvents() {
        return client.v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .map(event -> event.getReason())
                .toList();
    }

    /** When the scheduler first says that it finds no node for a pod. */
    CompletableFuture<Instant> firstUnschedulable() {
        CompletableFuture<Instant> seen = new CompletableFuture<>();
        var watch =
                client.pods()
                        .inNamespace(NAMESPACE)
                        .withLabel("app", APP)
                        .watch(
                                new Watcher<>() {
                                    @Override
                                    public void eventReceived(Action action, Pod pod) {
                                        if (isUnschedulable(pod)) {
                                            seen.complete(Instant.now());
                                        }
                                    }

                                    @Override
                                    public void onClose(WatcherException cause) {
                                        seen.completeExceptionally(cause);
                                    }
                                });
        return seen.whenComplete((_, _) -> watch.close());
    }

    private static boolean isUnschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> "Unschedulable".equals(condition.getReason()));
    }
}
