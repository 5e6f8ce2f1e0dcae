package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.HostPort;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClasses;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.node.ResourceLayout;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.topology.DomainCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.SpreadCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.Topologies;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes, pods and everything counted of them, with a journal: while a fork is open each change
 * leaves one line, and reverting plays the lines backwards.
 */
public final class SnapshotState {
    private final ResourceLayout layout = new ResourceLayout();
    private final NodeSlots nodes = new NodeSlots(layout);
    private final PodSlots pods = new PodSlots();
    private final NodeClasses classes = new NodeClasses(nodes);
    private final Topologies topologies = new Topologies(nodes, classes);
    private final Journal journal = new Journal();
    private final List<Node> resized = new ArrayList<>();
    private final Counters counters;
    private final PodShapes shapes;
    private final VolumeUse volumes;
    private final VolumeMatch match;

    public SnapshotState(Storage storage, Cluster.Namespaces namespaces) {
        counters = new Counters(namespaces.labels());
        shapes =
                new PodShapes(
                        layout, new ShapeCompiler(nodes, pods, classes, topologies, counters));
        volumes = new VolumeUse(storage);
        match = new VolumeMatch(volumes);
    }

    public ResourceLayout layout() {
        return layout;
    }

    public NodeSlots nodes() {
        return nodes;
    }

    public PodSlots pods() {
        return pods;
    }

    public NodeClasses classes() {
        return classes;
    }

    public VolumeUse volumes() {
        return volumes;
    }

    public PodShape shape(Pod pod) {
        return shapes.of(pod);
    }

    public int addNode(Node node, String name) {
        int slot = nodes.add(node, name, layout.vector(node.status().allocatable()));
        pods.addNode(slot);
        classes.add(slot);
        topologies.addNode(slot);
        arrive(slot);
        journal.write(Journal.Change.NODE_ADDED, slot, slot, 0);
        return slot;
    }

    /** Makes the node in {@code slot} one like {@code template}, which is of the same class. */
    public void resize(int slot, Node template) {
        if (journal.isOpen()) {
            resized.add(nodes.likeness(slot));
        }
        journal.write(Journal.Change.NODE_RESIZED, slot, slot, nodes.lastChange(slot));
        reshape(slot, template);
    }

    private void reshape(int slot, Node template) {
        long[] before = layout.vector(nodes.likeness(slot).status().allocatable());
        long[] after = layout.vector(template.status().allocatable());
        nodes.widen();
        nodes.take(slot, before, 1);
        nodes.take(slot, after, -1);
        nodes.setLikeness(slot, template);
        nodes.touch(slot);
        classes.of(slot).index().raise(classes.position(slot));
    }

    /** Adds a node for good, in a place that {@link #arrange} has yet to find. */
    void settle(Node node) {
        int slot = nodes.addAgain(node, node.name(), layout.vector(node.status().allocatable()));
        pods.addNode(slot);
        classes.classify(slot);
        topologies.addNode(slot);
        arrive(slot);
    }

    /** Removes a node, on which there are no pods any more, for good; as {@link #settle}. */
    void abandon(int slot) {
        leave(slot);
        nodes.free(slot);
    }

    /** Nodes were settled or abandoned: puts all in order again. */
    void arrange() {
        nodes.arrange();
        classes.arrange();
    }

    /** Puts {@code node} in place of one of the same name, labels, taints and cordon. */
    void refresh(int slot, Node node) {
        reshape(slot, node);
    }

    boolean isForked() {
        return journal.isOpen();
    }

    public PodShapes shapes() {
        return shapes;
    }

    public void removeNode(int slot) {
        while (pods.last(slot) != PodSlots.NONE) {
            unbind(pods.last(slot));
        }
        journal.write(Journal.Change.NODE_REMOVED, slot, slot, nodes.lastChange(slot));
        leave(slot);
        nodes.hide(slot);
    }

    public void bind(Pod pod, PodShape shape, int slot) {
        int number =
                journal.isOpen() ? pods.add(pod, shape, slot) : pods.addAgain(pod, shape, slot);
        journal.write(Journal.Change.POD_BOUND, number, slot, nodes.lastChange(slot));
        place(shape, slot);
        if (journal.isOpen() && shape.hasClaims()) {
            promiseVolumes(shape, slot);
        }
    }

    /** What is bound in the cluster needs no promise: the scheduler binds volumes before pods. */
    private void promiseVolumes(PodShape shape, int slot) {
        match.choose(match.waiting(shape), nodes.node(slot))
                .forEach((claim, volume) -> {
                    if (volumes.promisedTo(volume).isEmpty()) {
                        volumes.promise(volume, claim);
                        journal.write(
                                Journal.Change.VOLUME_PROMISED, 0, slot, nodes.lastChange(slot));
                    }
                });
    }

    public void unbind(int number) {
        int slot = pods.node(number);
        journal.write(Journal.Change.POD_UNBOUND, number, slot, nodes.lastChange(slot));
        pods.unlink(number);
        displace(pods.shape(number), slot);
        if (!journal.isOpen()) {
            pods.free(number);
        }
    }

    /**
     * @param wanted bound to the node in {@code slot}, in the order of their coming
     * @return their shapes
     */
    @SuppressWarnings("ReferenceEquality") // The very pods that the snapshot was given.
    public PodShape[] unbindAll(int slot, List<Pod> wanted) {
        PodShape[] shapes = new PodShape[wanted.size()];
        int left = shapes.length;
        int number = pods.last(slot);
        while (left > 0 && number != PodSlots.NONE) {
            int before = pods.previous(number);
            if (pods.pod(number) == wanted.get(left - 1)) {
                left--;
                shapes[left] = pods.shape(number);
                unbind(number);
            }
            number = before;
        }
        if (left > 0) {
            throw new IllegalArgumentException(
                    "pod %s is not bound to %s in the snapshot"
                            .formatted(wanted.get(left - 1).key(), nodes.name(slot)));
        }
        return shapes;
    }

    public void fork() {
        journal.fork();
    }

    public void commit() {
        journal.commit();
    }

    public void revert() {
        journal.revert(this::undo);
    }

    private void undo(Journal.Change change, int subject, int slot, long stamp) {
        switch (change) {
            case NODE_ADDED -> {
                leave(subject);
                classes.removeLast(subject);
                nodes.removeLast();
            }
            case NODE_REMOVED -> {
                nodes.show(subject);
                arrive(subject);
                classes.of(subject).index().raise(classes.position(subject));
            }
            case NODE_RESIZED -> reshape(subject, resized.removeLast());
            case VOLUME_PROMISED -> volumes.breakPromise();
            case POD_BOUND -> {
                displace(pods.shape(subject), slot);
                pods.removeLast();
            }
            case POD_UNBOUND -> {
                pods.relink(subject, slot);
                place(pods.shape(subject), slot);
            }
        }
        nodes.untouch(slot, stamp);
    }

    private void arrive(int slot) {
        nodes.touch(slot);
        for (SpreadCounter counter : counters.spreads()) {
            counter.addNode(slot);
        }
    }

    private void leave(int slot) {
        nodes.touch(slot);
        for (SpreadCounter counter : counters.spreads()) {
            counter.removeNode(slot);
        }
    }

    private void place(PodShape shape, int slot) {
        nodes.touch(slot);
        nodes.take(slot, shape.requests(), 1);
        count(shape, slot, 1);
        List<HostPort> ports = shape.constraints().hostPorts();
        if (!ports.isEmpty()) {
            List<HostPort> used = new ArrayList<>(nodes.usedPorts(slot));
            used.addAll(ports);
            nodes.setUsedPorts(slot, used);
        }
    }

    private void displace(PodShape shape, int slot) {
        nodes.touch(slot);
        nodes.take(slot, shape.requests(), -1);
        classes.of(slot).index().raise(classes.position(slot));
        count(shape, slot, -1);
        List<HostPort> ports = shape.constraints().hostPorts();
        if (!ports.isEmpty()) {
            List<HostPort> used = new ArrayList<>(nodes.usedPorts(slot));
            ports.forEach(used::remove);
            nodes.setUsedPorts(slot, used);
        }
    }

    private void count(PodShape shape, int slot, int change) {
        shape.addBound(change);
        List<DomainCounter> countedBy = shape.countedBy();
        for (int index = 0; index < countedBy.size(); index++) {
            countedBy.get(index).add(slot, change);
        }
        if (!shape.constraints().volumes().isEmpty()) {
            volumes.count(shape, change);
        }
    }
}
