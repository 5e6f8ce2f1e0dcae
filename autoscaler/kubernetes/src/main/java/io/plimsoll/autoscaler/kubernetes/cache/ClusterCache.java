package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.kubernetes.objects.BudgetConverter;
import io.plimsoll.autoscaler.kubernetes.objects.NodeConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PodConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.autoscaler.kubernetes.objects.StorageConverter;
import io.plimsoll.autoscaler.kubernetes.objects.WorkloadConverter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The cluster as watches tell it. A loop costs what changed since the one before. */
public final class ClusterCache {
    private static final PodConverter POD_CONVERTER = new PodConverter(PriorityClasses.BUILT_IN);
    private static final WorkloadConverter WORKLOAD_CONVERTER =
            new WorkloadConverter(POD_CONVERTER);

    private final Consumer<Wakeup> wakeups;
    private List<Long> lastVersions = List.of();
    private Optional<Cluster> lastCluster = Optional.empty();

    final CachedKind<io.fabric8.kubernetes.api.model.Node, String, Node> nodes =
            new CachedKind<>(ClusterCache::name, NodeConverter::convert, this::nodeChanged);
    final CachedKind<io.fabric8.kubernetes.api.model.Pod, ObjectKey, Pod> pods =
            new CachedKind<>(ClusterCache::key, POD_CONVERTER::convert, this::podChanged);
    final CachedKind<HasMetadata, WorkloadKey, Workload> workloads =
            new CachedKind<>(WorkloadKey::of, ClusterCache::workload);
    final CachedKind<
                    io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget,
                    ObjectKey,
                    PodDisruptionBudget>
            budgets = new CachedKind<>(ClusterCache::key, BudgetConverter::convert);
    final CachedKind<PersistentVolumeClaim, ObjectKey, Storage.Claim> claims =
            new CachedKind<>(ClusterCache::key, StorageConverter::claim);
    final CachedKind<PersistentVolume, String, Storage.Volume> volumes =
            new CachedKind<>(ClusterCache::name, StorageConverter::volume);
    final CachedKind<
                    io.fabric8.kubernetes.api.model.storage.StorageClass,
                    String,
                    Storage.StorageClass>
            storageClasses = new CachedKind<>(ClusterCache::name, StorageConverter::storageClass);
    final CachedKind<CSINode, String, Storage.CsiNode> csiNodes =
            new CachedKind<>(ClusterCache::name, StorageConverter::csiNode);
    final CachedKind<Namespace, String, SortedMap<String, String>> namespaces =
            new CachedKind<>(ClusterCache::name, ClusterCache::labels);

    /**
     * @param wakeups is called on threads of the watches and must not block
     */
    public ClusterCache(Consumer<Wakeup> wakeups) {
        this.wakeups = wakeups;
    }

    /** The same instance as long as nothing changed that decisions look at. */
    public synchronized Cluster cluster() {
        // Read before the objects: what changes in between is assembled again next time.
        List<Long> versions =
                Stream.of(
                                nodes,
                                pods,
                                workloads,
                                budgets,
                                claims,
                                volumes,
                                storageClasses,
                                csiNodes,
                                namespaces)
                        .map(CachedKind::version)
                        .toList();
        Cluster cluster =
                lastCluster.filter(_ -> versions.equals(lastVersions)).orElseGet(this::assemble);
        lastVersions = versions;
        lastCluster = Optional.of(cluster);
        return cluster;
    }

    public Optional<Node> node(String name) {
        return nodes.find(name);
    }

    public Optional<Pod> pod(ObjectKey key) {
        return pods.find(key);
    }

    private Cluster assemble() {
        return new Cluster(
                List.copyOf(nodes.all().values()),
                List.copyOf(pods.all().values()),
                new Cluster.Controllers(
                        List.copyOf(workloads.all().values()), List.copyOf(budgets.all().values())),
                new Storage(claims.all(), volumes.all(), storageClasses.all(), csiNodes.all()),
                new Cluster.Namespaces(namespaces.all()));
    }

    private void podChanged(Optional<Pod> before, Optional<Pod> after) {
        if (after.filter(Pod::isUnschedulable).isPresent()
                && before.filter(Pod::isUnschedulable).isEmpty()) {
            wakeups.accept(Wakeup.POD_UNSCHEDULABLE);
        }
    }

    private void nodeChanged(Optional<Node> before, Optional<Node> after) {
        if (after.isEmpty()) {
            wakeups.accept(Wakeup.NODE_GONE);
        } else if (after.get().isReady() && before.filter(Node::isReady).isEmpty()) {
            wakeups.accept(Wakeup.NODE_READY);
        }
    }

    /** Workloads of all kinds share one cache. */
    record WorkloadKey(String kind, ObjectKey key) implements Comparable<WorkloadKey> {
        static WorkloadKey of(HasMetadata object) {
            return new WorkloadKey(object.getKind(), ClusterCache.key(object));
        }

        @Override
        public int compareTo(WorkloadKey other) {
            int byKind = kind.compareTo(other.kind);
            return byKind == 0 ? key.compareTo(other.key) : byKind;
        }
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private static ObjectKey key(HasMetadata object) {
        return new ObjectKey(object.getMetadata().getNamespace(), object.getMetadata().getName());
    }

    private static Workload workload(HasMetadata object) {
        return WORKLOAD_CONVERTER.convert(object).orElseThrow();
    }

    private static SortedMap<String, String> labels(Namespace namespace) {
        Map<String, String> labels = namespace.getMetadata().getLabels();
        return labels == null ? new TreeMap<>() : new TreeMap<>(labels);
    }
}
