package io.plimsoll.checks.capacity;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where an environment's pods find room, by the scheduler's own filters. */
public final class Room {

    /** More nodes than an environment can ask for. */
    private static final int MOST_NODES = 1000;

    private final Environment environment;
    private final Population population;

    public Room(Environment environment, Population population) {
        this.environment = environment;
        this.population = population;
    }

    /**
     * How pods fill the groups.
     *
     * @param placed Kong's pods that find a node
     * @param pending Kong's pods that do not
     * @param others how many pods of another set find a node, for each set that is not there whole
     */
    public record Filling(int placed, int pending, SortedMap<String, Integer> others) {}

    public Population population() {
        return population;
    }

    /**
     * Packs all pods, with so many of Kong's, onto all groups at their max; where flags cap the
     * cluster, onto the groups' least nodes, and as many more as pods need and the caps allow.
     */
    public Filling fill(int replicas) {
        ClusterCaps caps = ClusterCaps.of(environment);
        return caps.isEmpty() ? atMax(replicas) : growing(caps.new Count(), replicas);
    }

    /** The flags that cap the cluster, such as {@code max-nodes-total: 10}. */
    public List<String> caps() {
        return ClusterCaps.of(environment).flags(environment);
    }

    /** {@link #fill} without what flags cap. */
    public Filling atMax(int replicas) {
        ClusterSnapshot snapshot = emptySnapshot();
        for (NodeGroupConfig group : environment.nodeGroups()) {
            for (int number = 0; number < group.size().max(); number++) {
                add(snapshot, group, number);
            }
        }
        Placing placing = new Placing(snapshot, replicas);
        placing.goOn();
        return placing.filling();
    }

    private Filling growing(ClusterCaps.Count count, int replicas) {
        ClusterSnapshot snapshot = emptySnapshot();
        Map<String, Integer> sizes = new HashMap<>();
        for (NodeGroupConfig group : environment.nodeGroups()) {
            for (int number = 0; number < group.size().min(); number++) {
                add(snapshot, group, number);
                count.add(group);
            }
            sizes.put(group.name(), group.size().min());
        }
        Placing placing = new Placing(snapshot, replicas);
        for (PodSet set : population.sets()) {
            List<NodeGroupConfig> groups =
                    environment.nodeGroups().stream()
                            .filter(group -> onFreshNode(set, group) instanceof Verdict.Fits)
                            .toList();
            for (NodeGroupConfig group : groups) {
                int size = sizes.getOrDefault(group.name(), 0);
                int vain = 0;
                while (!placing.isWhole(set)
                        && vain <= PlannedNodes.zones(environment, group).size()
                        && size < group.size().max()
                        && count.allows(group)) {
                    int before = placing.placed(set);
                    add(snapshot, group, size++);
                    count.add(group);
                    vain = placing.isWhole(set) || placing.placed(set) > before ? 0 : vain + 1;
                }
                sizes.put(group.name(), size);
            }
        }
        placing.goOn();
        return placing.filling();
    }

    /**
     * What max of a group lets so many of Kong's pods run, the other groups at their max; empty if
     * none does.
     */
    public Optional<Integer> maxNeeded(NodeGroupConfig group, int replicas) {
        if (!(onFreshNode(population.kong(), group) instanceof Verdict.Fits)) {
            return Optional.empty();
        }
        ClusterSnapshot snapshot = emptySnapshot();
        for (NodeGroupConfig other : environment.nodeGroups()) {
            for (int number = 0; !other.equals(group) && number < other.size().max(); number++) {
                add(snapshot, other, number);
            }
        }
        Placing placing = new Placing(snapshot, replicas);
        placing.goOn();
        for (int nodes = 0; nodes <= MOST_NODES; nodes++) {
            if (placing.placed(population.kong()) == replicas) {
                return Optional.of(nodes);
            }
            add(snapshot, group, nodes);
            placing.goOn();
        }
        return Optional.empty();
    }

    /**
     * Whether one pod fits on a node of the group, in any of its zones, that runs daemons alone.
     */
    public Verdict onFreshNode(PodSet set, NodeGroupConfig group) {
        Verdict verdict = new Verdict.Fits();
        for (int number = 0; number < PlannedNodes.zones(environment, group).size(); number++) {
            ClusterSnapshot snapshot = emptySnapshot();
            verdict = snapshot.check(set.pod(0), add(snapshot, group, number));
            if (verdict instanceof Verdict.Fits) {
                return verdict;
            }
        }
        return verdict;
    }

    /** Whether one pod fits on a fresh node of some group. */
    public boolean fitsSomewhere(PodSet set) {
        return environment.nodeGroups().stream()
                .anyMatch(group -> onFreshNode(set, group) instanceof Verdict.Fits);
    }

    /** What the pods of a fresh node may still ask for, such as {@code 1750m CPU, 6717Mi}. */
    public String freeOnFreshNode(NodeGroupConfig group) {
        ClusterSnapshot snapshot = emptySnapshot();
        String node = add(snapshot, group, 0);
        Resources free = snapshot.node(node).status().allocatable();
        for (Pod daemon : snapshot.podsOn(node)) {
            free = free.minus(daemon.spec().requests());
        }
        return "%dm CPU and %dMi".formatted(free.milliCpu(), free.memoryBytes() >> 20);
    }

    /** Pods on their way onto nodes. */
    private final class Placing {
        private final Packing packing;
        private final int replicas;
        private final Map<PodSet, Integer> placed = new HashMap<>();

        Placing(ClusterSnapshot snapshot, int replicas) {
            this.packing = Packing.onto(snapshot, Set.of());
            this.replicas = replicas;
        }

        int placed(PodSet set) {
            return placed.getOrDefault(set, 0);
        }

        /** Places of each set what finds a node now. */
        void goOn() {
            population.sets().forEach(this::isWhole);
        }

        /** Places of a set what finds a node now; whether that is all of it. */
        boolean isWhole(PodSet set) {
            int wanted = set.equals(population.kong()) ? replicas : set.count();
            int count = placed(set);
            while (count < wanted && packing.place(set.pod(count)).isPresent()) {
                count++;
            }
            placed.put(set, count);
            return count >= wanted;
        }

        Filling filling() {
            int kong = placed(population.kong());
            SortedMap<String, Integer> others = new TreeMap<>();
            for (PodSet set : population.others()) {
                if (placed(set) < set.count()) {
                    others.put(set.label(), placed(set));
                }
            }
            return new Filling(kong, replicas - kong, others);
        }
    }

    private String add(ClusterSnapshot snapshot, NodeGroupConfig group, int number) {
        Node node = PlannedNodes.node(environment, group, number);
        snapshot.addNode(node, List.of());
        for (Pod daemon : population.daemons()) {
            ObjectKey key =
                    new ObjectKey(
                            daemon.key().namespace(), daemon.key().name() + "-" + node.name());
            Pod own =
                    new Pod(
                            key,
                            daemon.metadata(),
                            daemon.controller(),
                            daemon.spec(),
                            daemon.status());
            if (snapshot.check(own, node.name()) instanceof Verdict.Fits) {
                snapshot.bind(own, node.name());
            }
        }
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
