package io.plimsoll.autoscaler.simulation.cloud;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The state of one group: what is wanted, and what is there. */
final class AutoScalingGroup {
    private final SimulatedNodeGroup spec;
    private final SortedMap<String, SimulatedInstance> instances = new TreeMap<>();
    private final NodeGroup.Template template;
    private Optional<NodeGroup> observed = Optional.empty();
    private int desired;
    private boolean retryPlanned;

    AutoScalingGroup(SimulatedNodeGroup spec) {
        this.spec = spec;
        this.template = new NodeGroup.Template.Known(template());
        this.desired = spec.size().target();
    }

    SimulatedNodeGroup spec() {
        return spec;
    }

    int desired() {
        return desired;
    }

    void want(int size) {
        desired = size;
        observed = Optional.empty();
    }

    Optional<SimulatedInstance> instance(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    void put(SimulatedInstance instance) {
        instances.put(instance.id(), instance);
        observed = Optional.empty();
    }

    void remove(String id) {
        instances.remove(id);
        observed = Optional.empty();
    }

    /** Pending or in service: what the group counts, and what is paid for. */
    List<SimulatedInstance> live() {
        return instances.values().stream().filter(SimulatedInstance::isLive).toList();
    }

    /** True once until {@link #retryDone}, so that one retry is planned however often it fails. */
    boolean planRetry() {
        boolean first = !retryPlanned;
        retryPlanned = true;
        return first;
    }

    void retryDone() {
        retryPlanned = false;
    }

    /** The zone with the fewest live instances, the first of several. */
    String zoneToFill() {
        return spec.machine().zones().stream()
                .min(Comparator.comparingLong(this::liveIn))
                .orElseThrow();
    }

    /** The oldest instance of the fullest zone, as the default termination policy takes it. */
    Optional<SimulatedInstance> instanceToDrop() {
        return live().stream()
                .min(
                        Comparator.<SimulatedInstance>comparingLong(
                                        instance -> -liveIn(instance.place().zone()))
                                .thenComparing(SimulatedInstance::launched)
                                .thenComparing(SimulatedInstance::id));
    }

    private long liveIn(String zone) {
        return instances.values().stream()
                .filter(SimulatedInstance::isLive)
                .filter(instance -> instance.place().zone().equals(zone))
                .count();
    }

    /**
     * As the autoscaler's cloud adapter would describe it; the same object as long as it is the
     * same.
     */
    NodeGroup asObserved() {
        NodeGroup now = observed.orElseGet(this::describe);
        observed = Optional.of(now);
        return now;
    }

    private NodeGroup describe() {
        return new NodeGroup(
                spec.name(),
                new NodeGroup.Size(spec.size().min(), spec.size().max(), desired),
                instances.values().stream().map(SimulatedInstance::asObserved).toList(),
                template,
                spec.options());
    }

    /** A node of the group's first zone. */
    private NodeTemplate template() {
        Node node = spec.machine().template().node();
        Metadata metadata = node.metadata();
        SortedMap<String, String> labels = new TreeMap<>(metadata.labels());
        labels.putIfAbsent("node.kubernetes.io/instance-type", spec.machine().instanceType());
        labels.putIfAbsent("topology.kubernetes.io/zone", spec.machine().zones().getFirst());
        return new NodeTemplate(
                new Node(
                        node.name(),
                        new Metadata(
                                metadata.uid(),
                                labels,
                                metadata.annotations(),
                                metadata.creationTime(),
                                Optional.empty()),
                        node.spec(),
                        node.status()),
                spec.machine().template().price());
    }

    boolean isPending(String id) {
        return instance(id)
                .filter(instance -> instance.lifecycle() == Lifecycle.PENDING)
                .isPresent();
    }
}
