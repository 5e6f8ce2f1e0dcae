package io.plimsoll.autoscaler.decision.scheduling;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.HostPort;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeSelectorTerm;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodAffinityTerm;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Nodes and pods with every kind of constraint, all from one seed. */
public final class RandomWorld {
    public static final String ZONE = "topology.kubernetes.io/zone";
    public static final String HOSTNAME = "kubernetes.io/hostname";
    private static final List<String> TOPOLOGIES = List.of(ZONE, HOSTNAME, "pool");

    private final Random random;
    private int names;

    public RandomWorld(long seed) {
        random = new Random(seed);
    }

    public int next(int bound) {
        return random.nextInt(bound);
    }

    public Cluster cluster(List<Node> nodes, List<Pod> pods) {
        SortedMap<String, SortedMap<String, String>> namespaces = new TreeMap<>();
        namespaces.put("a", new TreeMap<>(Map.of("team", "a")));
        namespaces.put("b", new TreeMap<>());
        return new Cluster(
                nodes,
                pods,
                Cluster.Controllers.NONE,
                Storage.NONE,
                new Cluster.Namespaces(namespaces));
    }

    public List<Node> nodes(int count) {
        List<Node> nodes = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            nodes.add(node());
        }
        return nodes;
    }

    public Node node() {
        String name = "n" + names++;
        SortedMap<String, String> labels = new TreeMap<>(Map.of(HOSTNAME, name));
        if (random.nextInt(8) > 0) {
            labels.put(ZONE, "z" + random.nextInt(3));
        }
        if (random.nextInt(3) > 0) {
            labels.put("pool", "p" + random.nextInt(3));
        }
        List<Taint> taints =
                random.nextInt(5) == 0
                        ? List.of(new Taint("dedicated", "x", Taint.Effect.NO_SCHEDULE))
                        : List.of();
        SortedMap<String, Long> extended = new TreeMap<>();
        if (random.nextInt(4) == 0) {
            extended.put("gpu" + names % 3 + ".example.com/card", 2L);
        }
        Resources size =
                new Resources(
                        1000L + 1000L * random.nextInt(4),
                        4000,
                        100,
                        3L + random.nextInt(6),
                        extended);
        return new Node(
                name,
                new Metadata(name, labels, new TreeMap<>(), Instant.EPOCH, Optional.empty()),
                new Node.Spec("", random.nextInt(12) == 0, taints),
                new Node.Status(size, size, List.of()));
    }

    /** Bound, without asking whether they fit. */
    public List<Pod> podsOn(List<Node> nodes, int count) {
        List<Pod> pods = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            pods.add(pod().on(nodes.get(random.nextInt(nodes.size())).name()));
        }
        return pods;
    }

    public List<Pod> pods(int count) {
        List<Pod> pods = new ArrayList<>();
        while (pods.size() < count) {
            Pod example = pod();
            int alike = 1 + random.nextInt(5);
            for (int index = 0; index < alike; index++) {
                pods.add(copy(example));
            }
        }
        return pods;
    }

    public Pod copy(Pod example) {
        return new Pod(
                new ObjectKey(example.key().namespace(), "p" + names++),
                example.metadata(),
                example.controller(),
                example.spec(),
                example.status());
    }

    public Pod pod() {
        SortedMap<String, String> labels = new TreeMap<>(Map.of("app", app()));
        SortedMap<String, Long> extended = new TreeMap<>();
        if (random.nextInt(10) == 0) {
            extended.put("gpu" + random.nextInt(3) + ".example.com/card", 1L);
        }
        Resources requests =
                new Resources(100L * random.nextInt(8), 200L * random.nextInt(5), 0, 1, extended);
        boolean terminating = random.nextInt(10) == 0;
        return new Pod(
                new ObjectKey(random.nextInt(3) > 0 ? "a" : "b", "p" + names++),
                new Metadata(
                        "",
                        labels,
                        new TreeMap<>(),
                        Instant.EPOCH,
                        terminating ? Optional.of(Instant.EPOCH) : Optional.empty()),
                Optional.empty(),
                new Pod.Spec(
                        Optional.empty(), requests, requests, constraints(), Pod.Policy.DEFAULT),
                Pod.Status.PENDING);
    }

    private String app() {
        return "app" + random.nextInt(3);
    }

    private Pod.Constraints constraints() {
        List<HostPort> ports = new ArrayList<>();
        if (random.nextInt(6) == 0) {
            ports.add(new HostPort("", HostPort.Protocol.TCP, 80 + random.nextInt(2)));
        }
        return new Pod.Constraints(nodePlacement(), podPlacement(), ports, List.of());
    }

    private Pod.NodePlacement nodePlacement() {
        SortedMap<String, String> selector = new TreeMap<>();
        if (random.nextInt(6) == 0) {
            selector.put("pool", "p" + random.nextInt(3));
        }
        Optional<List<NodeSelectorTerm>> affinity = Optional.empty();
        if (random.nextInt(6) == 0) {
            Requirement requirement =
                    new Requirement(
                            random.nextBoolean() ? ZONE : HOSTNAME,
                            random.nextBoolean()
                                    ? Requirement.Operator.IN
                                    : Requirement.Operator.NOT_IN,
                            List.of("z0", "n0", "n3", "z2"));
            affinity = Optional.of(List.of(new NodeSelectorTerm(List.of(requirement), List.of())));
        }
        List<Toleration> tolerations =
                random.nextInt(3) == 0
                        ? List.of(
                                new Toleration(
                                        "dedicated",
                                        Toleration.Operator.EXISTS,
                                        "",
                                        Optional.empty()))
                        : List.of();
        return new Pod.NodePlacement(selector, affinity, tolerations);
    }

    private Pod.PodPlacement podPlacement() {
        return new Pod.PodPlacement(
                random.nextInt(3) == 0 ? List.of(spread()) : List.of(),
                random.nextInt(7) == 0 ? List.of(term()) : List.of(),
                random.nextInt(6) == 0 ? List.of(term()) : List.of());
    }

    private TopologySpreadConstraint spread() {
        return new TopologySpreadConstraint(
                TOPOLOGIES.get(random.nextInt(3)),
                1 + random.nextInt(2),
                random.nextInt(3) == 0
                        ? OptionalInt.of(1 + random.nextInt(4))
                        : OptionalInt.empty(),
                Optional.of(selector()),
                new TopologySpreadConstraint.SpreadPolicy(
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextInt(3) == 0 ? List.of("app") : List.of()));
    }

    private PodAffinityTerm term() {
        PodAffinityTerm.NamespaceScope scope =
                random.nextBoolean()
                        ? PodAffinityTerm.NamespaceScope.OWN
                        : new PodAffinityTerm.NamespaceScope(
                                List.of(), Optional.of(new LabelSelector(List.of())));
        return new PodAffinityTerm(
                TOPOLOGIES.get(random.nextInt(3)),
                Optional.of(selector()),
                scope,
                PodAffinityTerm.LabelKeys.NONE);
    }

    private LabelSelector selector() {
        return new LabelSelector(
                List.of(new Requirement("app", Requirement.Operator.IN, List.of(app()))));
    }
}
