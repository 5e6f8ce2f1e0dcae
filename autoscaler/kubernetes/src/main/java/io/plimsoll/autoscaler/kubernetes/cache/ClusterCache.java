package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacity;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Cluster.ExpanderPriorities;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.ClusterView.Hold;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.kubernetes.cache.CachedKind.Reading;
import io.plimsoll.autoscaler.kubernetes.objects.BrakeSwitch;
import io.plimsoll.autoscaler.kubernetes.objects.BudgetConverter;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
import io.plimsoll.autoscaler.kubernetes.objects.NodeConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PodConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.autoscaler.kubernetes.objects.StorageConverter;
import io.plimsoll.autoscaler.kubernetes.objects.WorkloadConverter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The cluster as watches tell it. A loop costs what changed since the one before. */
public final class ClusterCache {
    private static final PodConverter POD_CONVERTER = new PodConverter(PriorityClasses.BUILT_IN);
    private static final WorkloadConverter WORKLOAD_CONVERTER =
            new WorkloadConverter(POD_CONVERTER);

    private final Consumer<Wakeup> wakeups;
    private final SharedParts parts = new SharedParts();
    private Sources lastSources = new Sources(List.of(), Unseen.NOTHING);
    private Optional<Cluster> lastCluster = Optional.empty();

    final CachedKind<io.fabric8.kubernetes.api.model.Node, String, Node> nodes =
            new CachedKind<>(
                    new Reading<>(
                            "Node",
                            io.fabric8.kubernetes.api.model.Node.class,
                            RawObject::name,
                            NodeConverter::convert,
                            node ->
                                    new Hold(
                                            Optional.of(node.name()),
                                            node.text("spec", "providerID"))),
                    this::nodeChanged);
    final CachedKind<io.fabric8.kubernetes.api.model.Pod, ObjectKey, Pod> pods =
            new CachedKind<>(
                    new Reading<>(
                            "Pod",
                            io.fabric8.kubernetes.api.model.Pod.class,
                            RawObject::key,
                            this::converted,
                            pod -> new Hold(pod.text("spec", "nodeName"), Optional.empty())),
                    this::podChanged);
    final CachedKind<DaemonSet, ObjectKey, Workload> daemonSets =
            workloads("DaemonSet", DaemonSet.class);
    final CachedKind<ReplicaSet, ObjectKey, Workload> replicaSets =
            workloads("ReplicaSet", ReplicaSet.class);
    final CachedKind<StatefulSet, ObjectKey, Workload> statefulSets =
            workloads("StatefulSet", StatefulSet.class);
    final CachedKind<Job, ObjectKey, Workload> jobs = workloads("Job", Job.class);
    final CachedKind<ReplicationController, ObjectKey, Workload> replicationControllers =
            workloads("ReplicationController", ReplicationController.class);
    final CachedKind<
                    io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget,
                    ObjectKey,
                    PodDisruptionBudget>
            budgets =
                    namespaced(
                            "PodDisruptionBudget",
                            io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget.class,
                            BudgetConverter::convert);
    final CachedKind<PersistentVolumeClaim, ObjectKey, Storage.Claim> claims =
            namespaced(
                    "PersistentVolumeClaim", PersistentVolumeClaim.class, StorageConverter::claim);
    final CachedKind<PersistentVolume, String, Storage.Volume> volumes =
            global("PersistentVolume", PersistentVolume.class, StorageConverter::volume);
    final CachedKind<
                    io.fabric8.kubernetes.api.model.storage.StorageClass,
                    String,
                    Storage.StorageClass>
            storageClasses =
                    global(
                            "StorageClass",
                            io.fabric8.kubernetes.api.model.storage.StorageClass.class,
                            StorageConverter::storageClass);
    final CachedKind<CSINode, String, Storage.CsiNode> csiNodes =
            global("CSINode", CSINode.class, StorageConverter::csiNode);
    final CachedKind<CSIDriver, String, Boolean> csiDrivers =
            global("CSIDriver", CSIDriver.class, StorageConverter::tracksCapacity);
    final CachedKind<CSIStorageCapacity, ObjectKey, Storage.Capacity> capacities =
            namespaced("CSIStorageCapacity", CSIStorageCapacity.class, StorageConverter::capacity);
    final CachedKind<Namespace, String, SortedMap<String, String>> namespaces =
            global("Namespace", Namespace.class, ClusterCache::labels);

    /** At most one. */
    final CachedKind<ConfigMap, ObjectKey, ExpanderPriorities> priorities =
            namespaced("ConfigMap", ConfigMap.class, ExpanderPriorityMap::read);

    /** At most one. */
    final CachedKind<ConfigMap, ObjectKey, Brake> brakes =
            new CachedKind<>(
                    new Reading<>(
                            "ConfigMap",
                            ConfigMap.class,
                            RawObject::key,
                            BrakeSwitch::read,
                            _ -> Hold.NOTHING),
                    this::brakeChanged);

    private record Sources(List<Long> versions, Unseen unseen) {}

    /**
     * What may be otherwise by now.
     *
     * @param stale resources, with the time of their last news
     * @param brakes why nobody can say whether the brake is pulled; empty where somebody can
     */
    public record Unseen(SortedMap<String, Instant> stale, Optional<String> brakes) {
        public static final Unseen NOTHING = new Unseen(new TreeMap<>(), Optional.empty());
    }

    /**
     * @param wakeups is called on threads of the watches and must not block
     */
    public ClusterCache(Consumer<Wakeup> wakeups) {
        this.wakeups = wakeups;
    }

    /** The same instance as long as nothing changed that decisions look at. */
    public synchronized Cluster cluster(Unseen unseen) {
        // Read before the objects: what changes in between is assembled again next time.
        Sources sources = new Sources(kinds().map(CachedKind::version).toList(), unseen);
        Cluster cluster =
                lastCluster
                        .filter(_ -> sources.equals(lastSources))
                        .orElseGet(() -> assemble(unseen));
        lastSources = sources;
        lastCluster = Optional.of(cluster);
        return cluster;
    }

    public Optional<Node> node(String name) {
        return nodes.find(name);
    }

    public Optional<Pod> pod(ObjectKey key) {
        return pods.find(key);
    }

    private Stream<CachedKind<?, ?, ?>> kinds() {
        return Stream.concat(clusterKinds(), Stream.of(priorities, brakes));
    }

    /** Those of which all objects are read, wherever they lie. */
    Stream<CachedKind<?, ?, ?>> clusterKinds() {
        return Stream.of(
                        Stream.of(nodes, pods, namespaces, budgets),
                        workloads(),
                        Stream.of(claims, volumes, storageClasses),
                        Stream.of(csiNodes, csiDrivers, capacities))
                .flatMap(kinds -> kinds);
    }

    private Stream<CachedKind<? extends HasMetadata, ObjectKey, Workload>> workloads() {
        return Stream.of(daemonSets, replicaSets, statefulSets, jobs, replicationControllers);
    }

    private Cluster assemble(Unseen unseen) {
        List<Workload> controllers =
                workloads().flatMap(kind -> kind.all().values().stream()).toList();
        return new Cluster(
                        List.copyOf(nodes.all().values()),
                        List.copyOf(pods.all().values()),
                        new Cluster.Controllers(controllers, List.copyOf(budgets.all().values())),
                        new Storage(
                                claims.all(),
                                volumes.all(),
                                storageClasses.all(),
                                csiNodes.all(),
                                new Storage.CapacityTracking(csiDrivers.all(), capacities.all())),
                        new Cluster.Namespaces(namespaces.all()))
                .with(
                        priorities.all().values().stream()
                                .findFirst()
                                .orElse(ExpanderPriorities.NONE))
                .with(
                        new ClusterView(
                                unseen.stale(),
                                kinds().flatMap(kind -> kind.unreadable().stream()).toList()))
                .with(brake(unseen));
    }

    /** Who cannot see whether it is pulled takes it for pulled. */
    private Brake brake(Unseen unseen) {
        Stream<String> unclear =
                Stream.concat(
                        unseen.brakes().stream(),
                        brakes.unreadable().stream()
                                .map(map ->
                                        "cannot read %s: %s".formatted(map.name(), map.problem())));
        return unclear.findFirst()
                .<Brake>map(Brake.Pulled::new)
                .or(() -> brakes.all().values().stream().findFirst())
                .orElse(Brake.RELEASED);
    }

    private void brakeChanged(Optional<Brake> before, Optional<Brake> after) {
        wakeups.accept(Wakeup.BRAKE);
    }

    private Pod converted(io.fabric8.kubernetes.api.model.Pod pod) {
        return parts.of(POD_CONVERTER.convert(pod));
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

    private static <F extends HasMetadata> CachedKind<F, ObjectKey, Workload> workloads(
            String kind, Class<F> type) {
        return namespaced(kind, type, object -> WORKLOAD_CONVERTER.convert(object).orElseThrow());
    }

    private static <F extends HasMetadata, T> CachedKind<F, ObjectKey, T> namespaced(
            String kind, Class<F> type, Function<F, T> converter) {
        return new CachedKind<>(
                new Reading<>(kind, type, RawObject::key, converter, _ -> Hold.NOTHING));
    }

    private static <F extends HasMetadata, T> CachedKind<F, String, T> global(
            String kind, Class<F> type, Function<F, T> converter) {
        return new CachedKind<>(
                new Reading<>(kind, type, RawObject::name, converter, _ -> Hold.NOTHING));
    }

    private static SortedMap<String, String> labels(Namespace namespace) {
        Map<String, String> labels = namespace.getMetadata().getLabels();
        return labels == null ? new TreeMap<>() : new TreeMap<>(labels);
    }
}
