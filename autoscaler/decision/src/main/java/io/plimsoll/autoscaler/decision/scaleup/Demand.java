package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pods that need new nodes, and which groups would take each of their shapes. */
final class Demand {

    private static final Set<Verdict.Plugin> BOUND_TO_ZONES =
            EnumSet.of(
                    Verdict.Plugin.NODE_AFFINITY,
                    Verdict.Plugin.VOLUME_BINDING,
                    Verdict.Plugin.VOLUME_ZONE,
                    Verdict.Plugin.POD_TOPOLOGY_SPREAD,
                    Verdict.Plugin.INTER_POD_AFFINITY);

    private final ClusterSnapshot snapshot;
    private final List<Batch> batches;
    private final Map<PodShape, Takers> takers = new LinkedHashMap<>();
    private final Map<Machine, List<Batch>> bigFirst = new HashMap<>();

    Demand(ClusterSnapshot snapshot, List<Pod> pods) {
        this.snapshot = snapshot;
        this.batches = Batch.byController(snapshot, pods);
        for (Batch batch : batches) {
            takers.computeIfAbsent(batch.shape(), _ -> new Takers(batch.pods().getFirst()));
        }
    }

    private record Machine(long milliCpu, long memoryBytes) {}

    private record Sized(Batch batch, BigInteger size) {}

    List<Batch> batches() {
        return batches;
    }

    Takers takers(Batch batch) {
        Takers known = takers.get(batch.shape());
        if (known == null) {
            throw new IllegalArgumentException("the batch is not one of this demand");
        }
        return known;
    }

    /** Holds every shape against a fresh node of the group. */
    void ask(GroupTemplate group) {
        String name = group.group().name();
        snapshot.fork();
        GroupTemplate.NewNode fresh = group.newNode(name + "-new");
        snapshot.addNode(fresh.node(), fresh.pods());
        for (Takers each : takers.values()) {
            switch (snapshot.check(each.sample(), fresh.node().name())) {
                case Verdict.Fits _ -> each.accept(name);
                case Verdict.Rejected(Verdict.Plugin plugin, String reason) ->
                        each.reject(
                                new Rejection(
                                        name,
                                        plugin.kubernetesName(),
                                        reason + aim(group, plugin)));
            }
        }
        snapshot.revert();
        group.outlook().variants().forEach(variant -> askVariant(group, variant));
    }

    /**
     * Who orders a node cannot choose which of them comes, so all must take the pod. Only pods that
     * look at what tells them apart can tell.
     */
    private void askVariant(GroupTemplate group, Node variant) {
        String name = group.group().name();
        Set<String> differing = differing(group.node(), variant);
        if (takers.keySet().stream()
                .allMatch(shape -> Collections.disjoint(shape.nodeRule().labelKeys(), differing))) {
            return;
        }
        snapshot.fork();
        GroupTemplate.NewNode fresh = group.newNode(name + "-new", variant);
        snapshot.addNode(fresh.node(), fresh.pods());
        for (Takers each : takers.values()) {
            if (each.include(name)
                    && snapshot.check(each.sample(), fresh.node().name())
                            instanceof Verdict.Rejected(Verdict.Plugin plugin, String reason)) {
                each.reject(new Rejection(name, plugin.kubernetesName(), reason));
            }
        }
        snapshot.revert();
    }

    private static Set<String> differing(Node one, Node other) {
        Set<String> keys = new HashSet<>();
        other.metadata()
                .labels()
                .forEach((key, value) -> {
                    if (!value.equals(one.metadata().labels().get(key))) {
                        keys.add(key);
                    }
                });
        return keys;
    }

    /** Why a group of several zones does not help, and what would. */
    private static String aim(GroupTemplate group, Verdict.Plugin plugin) {
        return group.outlook().zones().areSeveral() && BOUND_TO_ZONES.contains(plugin)
                ? "; the group spans several zones and its next node comes in %s: one group a zone could aim"
                        .formatted(
                                group.node().metadata().labels().get("topology.kubernetes.io/zone"))
                : "";
    }

    /** Batches whose pods the group takes, those first that are big for its nodes. */
    List<Batch> takenBy(GroupTemplate group) {
        Resources allocatable = group.node().status().allocatable();
        Machine machine = new Machine(allocatable.milliCpu(), allocatable.memoryBytes());
        return bigFirst.computeIfAbsent(machine, this::sort).stream()
                .filter(batch -> takers(batch).include(group.group().name()))
                .toList();
    }

    private List<Batch> sort(Machine machine) {
        Map<Resources, BigInteger> sizes = new HashMap<>();
        List<Sized> sized = new ArrayList<>(batches.size());
        for (Batch batch : batches) {
            // Only containers count, as upstream.
            Resources request = batch.pods().getFirst().spec().containerRequests();
            sized.add(
                    new Sized(batch, sizes.computeIfAbsent(request, each -> size(each, machine))));
        }
        sized.sort(Comparator.comparing(Sized::size).reversed());
        return sized.stream().map(Sized::batch).toList();
    }

    /** The shares of the machine's CPU and memory together, times both: exact, and in one order. */
    private static BigInteger size(Resources request, Machine machine) {
        return product(request.milliCpu(), machine.milliCpu(), machine.memoryBytes())
                .add(product(request.memoryBytes(), machine.memoryBytes(), machine.milliCpu()));
    }

    private static BigInteger product(long requested, long own, long other) {
        return own > 0
                ? BigInteger.valueOf(requested).multiply(BigInteger.valueOf(Math.max(1, other)))
                : BigInteger.ZERO;
    }
}
