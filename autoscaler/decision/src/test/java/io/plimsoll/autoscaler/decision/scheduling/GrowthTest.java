package io.plimsoll.autoscaler.decision.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodAffinityTerm;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Fleet;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetPacking;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Market;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Offer;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** Work, counted in filter evaluations, grows with the size of a world and no faster. */
final class GrowthTest {
    private static final Taint LEAVING = new Taint("leaving", "", Taint.Effect.NO_SCHEDULE);

    private static final Cluster EMPTY = cluster(List.of(), List.of());

    @Test
    void binpackingOnNewNodesIsLinearInPods() {
        assertLinear(
                n -> {
                    ClusterSnapshot snapshot = ClusterSnapshot.of(EMPTY);
                    List<Pod> pods = pods("large", n / 50, 95, Pod.Constraints.NONE);
                    pods.addAll(pods("small", n, 50, Pod.Constraints.NONE));
                    Packing.Opened opened =
                            Packing.ontoNew(
                                    snapshot,
                                    Batch.byShape(snapshot, pods),
                                    new Packing.NewNodes(node("t", 0, 1000), List.of(), n));
                    assertThat(opened.placed()).hasSameSizeAs(pods);
                    return snapshot.filters().evaluations();
                },
                1000);
    }

    @Test
    void podsWithoutAControllerShareTheirSearch() {
        assertLinear(
                n -> {
                    ClusterSnapshot snapshot = ClusterSnapshot.of(EMPTY);
                    List<Batch> alone =
                            Batch.byController(
                                    snapshot, pods("alone", n, 20, Pod.Constraints.NONE));
                    assertThat(alone).hasSize(n);
                    Packing.Opened opened =
                            Packing.ontoNew(
                                    snapshot,
                                    alone,
                                    new Packing.NewNodes(node("t", 0, 1000), List.of(), n));
                    assertThat(opened.nodes()).hasSize(n / 50);
                    return snapshot.filters().evaluations();
                },
                1000);
    }

    @Test
    void emptyingNodesIsLinearInTheirPods() {
        assertLinear(
                n -> {
                    List<Pod> running = new ArrayList<>();
                    for (int node = 0; node < n; node++) {
                        for (Pod pod : pods("on-" + node, 4, 100, Pod.Constraints.NONE)) {
                            running.add(alike(pod).on("n" + node));
                        }
                    }
                    ClusterSnapshot snapshot = ClusterSnapshot.of(cluster(nodes(n, 1000), running));
                    assertThat(emptied(snapshot)).isEqualTo(6 * n / 10);
                    return snapshot.filters().evaluations();
                },
                200);
    }

    private static int emptied(ClusterSnapshot snapshot) {
        Packing packing = Packing.onto(snapshot, Set.of());
        int emptied = 0;
        for (String node : snapshot.nodeNames()) {
            if (packing.moveAway(node, snapshot.podsOn(node), LEAVING).isPresent()) {
                packing.close(node);
                emptied++;
            }
        }
        return emptied;
    }

    private static Pod alike(Pod pod) {
        return new Pod(pod.key(), metadata(Map.of()), pod.controller(), pod.spec(), pod.status());
    }

    @Test
    void fleetPackingIsLinearInPods() {
        assertLinear(
                n -> {
                    Random random = new Random(1);
                    List<Pod> pods = new ArrayList<>();
                    for (int index = 0; index < n; index++) {
                        pods.add(mixed(random, index));
                    }
                    ClusterSnapshot snapshot = ClusterSnapshot.of(cluster(List.of(), pods));
                    Fleet fleet =
                            FleetPacking.pack(
                                    snapshot,
                                    Set.of(),
                                    Batch.byShape(snapshot, pods),
                                    market(),
                                    FleetPacking.Growth.ALWAYS);
                    assertThat(fleet.unplaced()).isEmpty();
                    return snapshot.filters().evaluations();
                },
                2500);
    }

    @Test
    void packingOnExistingNodesIsLinearInNodesAndPods() {
        assertLinear(
                n -> {
                    ClusterSnapshot snapshot =
                            ClusterSnapshot.of(cluster(nodes(n, 1000), List.of()));
                    List<Pod> pods = pods("apart", n, 100, apart("apart"));
                    pods.addAll(pods("spread", n / 2, 100, spread(RandomWorld.ZONE, "spread")));
                    pods.addAll(pods("even", n, 100, spread(RandomWorld.HOSTNAME, "even")));
                    pods.addAll(pods("plain", 9 * n, 100, Pod.Constraints.NONE));
                    Packing packing = Packing.onto(snapshot, Set.of());
                    pods.forEach(packing::place);
                    return snapshot.filters().evaluations();
                },
                200);
    }

    @Test
    void onePodMoreCostsTheSameWhateverTheSizeOfTheCluster() {
        long small = evaluationsOfOneSearch(500);
        long large = evaluationsOfOneSearch(2000);

        assertThat(large).isEqualTo(small);
    }

    private static long evaluationsOfOneSearch(int n) {
        ClusterSnapshot snapshot = ClusterSnapshot.of(cluster(nodes(n, 1000), List.of()));
        Packing packing = Packing.onto(snapshot, Set.of());
        pods("full", 10 * (n - 1), 100, Pod.Constraints.NONE).forEach(packing::place);
        long before = snapshot.filters().evaluations();

        snapshot.fork();
        Packing anew = Packing.onto(snapshot, Set.of());
        assertThat(anew.place(pod("one", 100, Pod.Constraints.NONE))).isPresent();
        snapshot.revert();

        return snapshot.filters().evaluations() - before;
    }

    private static void assertLinear(IntToLongFunction evaluations, int n) {
        long one = evaluations.applyAsLong(n);
        long two = evaluations.applyAsLong(2 * n);
        long four = evaluations.applyAsLong(4 * n);

        assertThat(two).as("at 2n, after %s at n", one).isLessThanOrEqualTo(one * 23 / 10);
        assertThat(four).as("at 4n, after %s at 2n", two).isLessThanOrEqualTo(two * 23 / 10);
    }

    /** Fifths as in Karpenter's benchmark: generic, two spreads, affinity, anti-affinity. */
    private static Pod mixed(Random random, int index) {
        String letter = String.valueOf((char) ('a' + random.nextInt(7)));
        String other = String.valueOf((char) ('a' + random.nextInt(7)));
        long cpu = List.of(100L, 250L, 500L, 1000L, 1500L).get(random.nextInt(5));
        Pod.Constraints constraints =
                switch (index % 5) {
                    case 0 -> spread(RandomWorld.ZONE, other);
                    case 1 -> spread(RandomWorld.HOSTNAME, other);
                    case 2 -> together("with-" + letter);
                    case 3 -> apart("nginx");
                    default -> Pod.Constraints.NONE;
                };
        String app = index % 5 == 2 ? "with-" + letter : index % 5 == 3 ? "nginx" : letter;
        return pod(app, "pod-" + index, cpu, constraints);
    }

    private static Market market() {
        List<Offer> offers = new ArrayList<>();
        for (int type = 1; type <= 40; type++) {
            for (int zone = 0; zone < 3; zone++) {
                Node node = node("type-" + type + "-" + zone, zone, 1000L * type - 100);
                Offer.Terms terms = new Offer.Terms(100_000L * type, 0, 1_000_000, true);
                offers.add(new Offer(_ -> node, List.of(), List.of(), terms));
            }
        }
        return new Market(
                offers, Integer.MAX_VALUE, new MachineSize(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private static Cluster cluster(List<Node> nodes, List<Pod> pods) {
        return new Cluster(
                nodes, pods, Cluster.Controllers.NONE, Storage.NONE, Cluster.Namespaces.NONE);
    }

    private static List<Node> nodes(int count, long milliCpu) {
        List<Node> nodes = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            nodes.add(node("n" + index, index % 3, milliCpu));
        }
        return nodes;
    }

    private static Node node(String name, int zone, long milliCpu) {
        Resources size = new Resources(milliCpu, 1L << 40, 0, 1000, new TreeMap<>());
        return new Node(
                name,
                metadata(Map.of(RandomWorld.HOSTNAME, name, RandomWorld.ZONE, "z" + zone)),
                new Node.Spec("", false, List.of()),
                new Node.Status(size, size, List.of()));
    }

    private static List<Pod> pods(
            String app, int count, long milliCpu, Pod.Constraints constraints) {
        List<Pod> pods = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            pods.add(pod(app, app + "-" + index, milliCpu, constraints));
        }
        return pods;
    }

    private static Pod pod(String name, long milliCpu, Pod.Constraints constraints) {
        return pod(name, name, milliCpu, constraints);
    }

    private static Pod pod(String app, String name, long milliCpu, Pod.Constraints constraints) {
        Resources requests = Resources.ofPod(milliCpu, 1);
        return new Pod(
                new ObjectKey("default", name),
                metadata(Map.of("app", app)),
                Optional.empty(),
                new Pod.Spec(Optional.empty(), requests, requests, constraints, Pod.Policy.DEFAULT),
                Pod.Status.PENDING);
    }

    private static Metadata metadata(Map<String, String> labels) {
        SortedMap<String, String> sorted = new TreeMap<>(labels);
        return new Metadata("", sorted, new TreeMap<>(), Instant.EPOCH, Optional.empty());
    }

    private static Pod.Constraints spread(String topologyKey, String app) {
        TopologySpreadConstraint constraint =
                new TopologySpreadConstraint(
                        topologyKey,
                        1,
                        OptionalInt.empty(),
                        Optional.of(selector(app)),
                        TopologySpreadConstraint.SpreadPolicy.DEFAULT);
        return constraints(new Pod.PodPlacement(List.of(constraint), List.of(), List.of()));
    }

    private static Pod.Constraints together(String app) {
        return constraints(
                new Pod.PodPlacement(List.of(), List.of(term(RandomWorld.ZONE, app)), List.of()));
    }

    private static Pod.Constraints apart(String app) {
        return constraints(
                new Pod.PodPlacement(
                        List.of(), List.of(), List.of(term(RandomWorld.HOSTNAME, app))));
    }

    private static Pod.Constraints constraints(Pod.PodPlacement placement) {
        return new Pod.Constraints(Pod.NodePlacement.ANY, placement, List.of(), List.of());
    }

    private static PodAffinityTerm term(String topologyKey, String app) {
        return new PodAffinityTerm(
                topologyKey,
                Optional.of(selector(app)),
                PodAffinityTerm.NamespaceScope.OWN,
                PodAffinityTerm.LabelKeys.NONE);
    }

    private static LabelSelector selector(String app) {
        return new LabelSelector(
                List.of(new Requirement("app", Requirement.Operator.IN, List.of(app))));
    }
}
