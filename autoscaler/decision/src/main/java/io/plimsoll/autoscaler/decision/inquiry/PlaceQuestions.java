package io.plimsoll.autoscaler.decision.inquiry;

import io.plimsoll.autoscaler.decision.answer.NoPlace;
import io.plimsoll.autoscaler.decision.answer.NoPlace.Rule;
import io.plimsoll.autoscaler.decision.model.AmountText;
import io.plimsoll.autoscaler.decision.model.AmountText.Rounding;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.node.ResourceLayout;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which pod of a node finds no other, and what the other nodes say. */
public final class PlaceQuestions {

    /**
     * Pods times nodes that are looked at in all: of a large cluster the first nodes are told with
     * figures, and one that is asked about alone always is.
     */
    private static final long MOST = 1_000_000;

    private final ClusterSnapshot snapshot;
    private final Set<String> closed;
    private final Map<PodShape, List<Rule>> known = new HashMap<>();
    private long asked;

    /**
     * @param snapshot in which the pods of unneeded nodes have moved; left as it is
     * @param closed nodes that take no pods
     */
    public PlaceQuestions(ClusterSnapshot snapshot, Set<String> closed) {
        this.snapshot = snapshot;
        this.closed = Set.copyOf(closed);
    }

    /**
     * @param mustMove whether a pod would have to leave the node
     * @return empty where all find a place by now, or too much was asked before
     */
    public Optional<NoPlace> of(String node, Predicate<Pod> mustMove) {
        if (asked >= MOST) {
            return Optional.empty();
        }
        List<Pod> pods = snapshot.podsOn(node).stream().filter(mustMove).toList();
        asked += (long) pods.size() * snapshot.nodeNames().size();
        Set<String> shut = new HashSet<>(closed);
        shut.add(node);
        snapshot.fork();
        snapshot.unbind(node, pods);
        Packing packing = Packing.onto(snapshot, shut);
        Optional<NoPlace> stuck = Optional.empty();
        for (Pod pod : pods) {
            if (packing.place(pod).isEmpty()) {
                stuck = Optional.of(new NoPlace(pod.key(), rules(pod.unbound(), node)));
                break;
            }
        }
        snapshot.revert();
        return stuck;
    }

    private List<Rule> rules(Pod pod, String except) {
        SnapshotState state = snapshot.state();
        return known.computeIfAbsent(state.shape(pod), _ -> ask(pod, except));
    }

    private List<Rule> ask(Pod pod, String except) {
        Map<Verdict.Plugin, List<String>> refusing = new EnumMap<>(Verdict.Plugin.class);
        int shut = 0;
        for (String node : snapshot.nodeNames()) {
            if (node.equals(except)) {
                continue;
            }
            if (closed.contains(node)) {
                shut++;
            } else if (snapshot.check(pod, node)
                    instanceof Verdict.Rejected(Verdict.Plugin plugin, _)) {
                refusing.computeIfAbsent(plugin, _ -> new ArrayList<>()).add(node);
            }
        }
        List<Rule> rules = new ArrayList<>();
        refusing.forEach((plugin, nodes) -> rules.add(rule(pod, plugin, nodes)));
        if (shut > 0) {
            rules.add(new Rule(Rule.CLOSED, shut, "", ""));
        }
        rules.sort(Comparator.comparingInt(Rule::nodes).reversed());
        return rules;
    }

    private Rule rule(Pod pod, Verdict.Plugin plugin, List<String> nodes) {
        String closest =
                nodes.stream()
                        .min(Comparator.comparingLong(node -> missing(pod, node)))
                        .orElseThrow();
        String found =
                plugin == Verdict.Plugin.NODE_RESOURCES_FIT
                        ? shortage(pod, closest)
                        : snapshot.obstacles(pod, closest).getFirst().figures().found();
        return new Rule(plugin.kubernetesName(), nodes.size(), closest, found);
    }

    /** In thousandths of what is asked, of the resource that lacks most. */
    private long missing(Pod pod, String node) {
        SnapshotState state = snapshot.state();
        int slot = snapshot.slot(node);
        long[] need = state.shape(pod).need();
        long most = 0;
        for (int dimension = 0; dimension < need.length; dimension++) {
            long lack = need[dimension] - state.nodes().free(slot, dimension);
            if (need[dimension] > 0 && lack > 0) {
                most = Math.max(most, (long) (1000.0 * lack / need[dimension]) + 1);
            }
        }
        return most;
    }

    private String shortage(Pod pod, String node) {
        SnapshotState state = snapshot.state();
        int slot = snapshot.slot(node);
        long[] need = state.shape(pod).need();
        List<String> lacking = new ArrayList<>();
        for (int dimension = 0; dimension < need.length; dimension++) {
            long free = state.nodes().free(slot, dimension);
            if (need[dimension] > free) {
                String name =
                        dimension == ResourceLayout.PODS ? "pods" : state.layout().name(dimension);
                lacking.add(
                        "asks %s %s, %s free"
                                .formatted(
                                        AmountText.of(name, need[dimension], Rounding.UP),
                                        name,
                                        AmountText.of(name, free, Rounding.DOWN)));
            }
        }
        return String.join("; ", lacking);
    }
}
