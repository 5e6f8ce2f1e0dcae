package io.plimsoll.checks.capacity;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.Verdict;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import java.util.List;
import java.util.Optional;

/**
 * Where an environment's Kong pods find room, by the scheduler's own filters. Nodes carry the EKS
 * add-ons' DaemonSets and nothing else, so real room can only be less.
 */
public final class KongRoom {

    private final Environment environment;

    public KongRoom(Environment environment) {
        this.environment = environment;
    }

    /**
     * How Kong's pods fill the groups.
     *
     * @param placed pods that find a node
     * @param pending pods that do not
     */
    public record Filling(int placed, int pending) {}

    /** Packs so many replicas onto all groups at their max. */
    public Filling fill(int replicas) {
        ClusterSnapshot snapshot = emptySnapshot();
        for (NodeGroupConfig group : environment.nodeGroups()) {
            for (int number = 0; number < group.size().max(); number++) {
                add(snapshot, group, number);
            }
        }
        int placed = place(snapshot, 0, replicas);
        return new Filling(placed, replicas - placed);
    }

    /**
     * What max of a group lets so many replicas run, the other groups at their max; empty if Kong
     * does not fit on the group's nodes.
     */
    public Optional<Integer> maxNeeded(NodeGroupConfig group, int replicas) {
        if (!(onFreshNode(group) instanceof Verdict.Fits)) {
            return Optional.empty();
        }
        ClusterSnapshot snapshot = emptySnapshot();
        for (NodeGroupConfig other : environment.nodeGroups()) {
            for (int number = 0; !other.equals(group) && number < other.size().max(); number++) {
                add(snapshot, other, number);
            }
        }
        int nodes = 0;
        int placed = place(snapshot, 0, replicas);
        while (placed < replicas) {
            add(snapshot, group, nodes);
            nodes++;
            placed = place(snapshot, placed, replicas);
        }
        return Optional.of(nodes);
    }

    /** Whether one Kong pod fits on a node of the group that has the add-ons' pods alone. */
    public Verdict onFreshNode(NodeGroupConfig group) {
        ClusterSnapshot snapshot = emptySnapshot();
        String node = add(snapshot, group, 0);
        return snapshot.check(PlannedPods.kong(environment, 0), node);
    }

    /** What the pods of a fresh node may still ask for, such as {@code 1750m CPU, 6717Mi}. */
    public String freeOnFreshNode(NodeGroupConfig group) {
        Node node = PlannedNodes.node(environment, group, 0);
        long milliCpu = node.status().allocatable().milliCpu();
        long memory = node.status().allocatable().memoryBytes();
        for (Pod daemon : PlannedPods.daemons(node.name())) {
            milliCpu -= daemon.spec().requests().milliCpu();
            memory -= daemon.spec().requests().memoryBytes();
        }
        return "%dm CPU and %dMi".formatted(milliCpu, memory >> 20);
    }

    /** Places pods from number {@code placed} on, until one finds no node. */
    private int place(ClusterSnapshot snapshot, int placed, int replicas) {
        int count = placed;
        while (count < replicas) {
            Pod pod = PlannedPods.kong(environment, count);
            Optional<String> node = snapshot.findNode(pod, name -> true);
            if (node.isEmpty()) {
                return count;
            }
            snapshot.bind(pod, node.get());
            count++;
        }
        return count;
    }

    private String add(ClusterSnapshot snapshot, NodeGroupConfig group, int number) {
        Node node = PlannedNodes.node(environment, group, number);
        snapshot.addNode(node, PlannedPods.daemons(node.name()));
        return node.name();
    }

    private static ClusterSnapshot emptySnapshot() {
        return ClusterSnapshot.of(
                new Cluster(
                        List.of(),
                        List.of(),
                        Cluster.Controllers.NONE,
                        Storage.NONE,
                        Cluster.Namespaces.NONE));
    }
}
