package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.model.Cluster.ExpanderPriorities;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Salvo;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Fleet;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetSearch;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Market;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code --expander=cheapest-mix}: the new nodes of all groups together that place the most pods at
 * the least cost, in one plan. What the expanders that choose one group after the other come to is
 * a plan like any other: where it is the best, it is taken.
 */
final class CheapestMix {

    /** With so many groups times pods, choosing one group after the other takes too long. */
    private static final long SMALL = 20_000;

    private static final String BY_CHANCE = "random";
    private static final List<String> SINGLE_GROUP =
            List.of("price", "least-waste", "least-nodes", "most-pods", BY_CHANCE);

    private final ScaleUpOptions options;
    private final Headroom headroom;
    private final ClusterSnapshot snapshot;
    private final Set<String> closed;
    private final Instant now;

    /**
     * @param headroom for all that one loop orders
     * @param closed names of nodes that take no pods
     * @param now the loop's time, by which other expanders would choose among equals
     */
    CheapestMix(
            ScaleUpOptions options,
            Headroom headroom,
            ClusterSnapshot snapshot,
            Set<String> closed,
            Instant now) {
        this.options = options;
        this.headroom = headroom;
        this.snapshot = snapshot;
        this.closed = closed;
        this.now = now;
    }

    /**
     * @param nodes how many of each group, by its name
     * @param podsByGroup that they are for
     * @param onExisting pods that a node which is there takes, once others have found their places
     * @param unplaced how many pods are left
     * @param cost as {@link MixOffers} has it
     */
    record Mix(
            SortedMap<String, Integer> nodes,
            SortedMap<String, List<ObjectKey>> podsByGroup,
            SortedMap<ObjectKey, String> onExisting,
            int unplaced,
            long cost) {

        boolean isBetterThan(Mix other) {
            return unplaced == other.unplaced ? cost < other.cost : unplaced < other.unplaced;
        }
    }

    /** What came of one of the other expanders. */
    private record Rival(String expander, Mix mix) {}

    /**
     * @param scaleUps by name of the group
     * @param onExisting the node that takes a pod, once others have found their places
     */
    record Chosen(List<ScaleUp> scaleUps, SortedMap<ObjectKey, String> onExisting) {}

    /**
     * @param growable groups that may grow
     * @param pods that fit nowhere now
     */
    Chosen choose(List<GroupTemplate> growable, List<Pod> pods) {
        if (growable.isEmpty() || headroom.nodes() <= 0) {
            return new Chosen(List.of(), new TreeMap<>());
        }
        Market market = MixOffers.market(growable, headroom);
        List<Rival> rivals = rivals(growable, pods, market);
        Fleet fleet =
                FleetSearch.cheapest(
                        snapshot,
                        closed,
                        pods,
                        market,
                        rivals.stream().map(rival -> counts(growable, rival.mix())).toList());
        Mix best = mix(growable, fleet);
        for (Rival rival : rivals) {
            best = rival.mix().isBetterThan(best) ? rival.mix() : best;
        }
        Optional<Rival> next =
                rivals.stream()
                        .filter(rival -> !rival.expander().equals(BY_CHANCE))
                        .reduce((one, other) -> other.mix().isBetterThan(one.mix()) ? other : one);
        return new Chosen(
                scaleUps(
                        growable,
                        best,
                        new MixReason(
                                growable, best, next.map(Rival::expander), next.map(Rival::mix))),
                best.onExisting());
    }

    private static List<ScaleUp> scaleUps(List<GroupTemplate> growable, Mix mix, MixReason reason) {
        List<ScaleUp> scaleUps = new ArrayList<>();
        for (GroupTemplate template : growable) {
            String group = template.group().name();
            int more = mix.nodes().getOrDefault(group, 0);
            if (more > 0) {
                int from = template.group().size().target();
                List<ObjectKey> pods = mix.podsByGroup().getOrDefault(group, List.of());
                scaleUps.add(new ScaleUp(group, from, from + more, pods, reason.of(template)));
            }
        }
        return scaleUps;
    }

    private static Mix mix(List<GroupTemplate> growable, Fleet fleet) {
        SortedMap<String, Integer> nodes = new TreeMap<>();
        fleet.nodes()
                .values()
                .forEach(offer -> nodes.merge(name(growable, offer), 1, Integer::sum));
        SortedMap<String, List<ObjectKey>> pods = new TreeMap<>();
        SortedMap<ObjectKey, String> onExisting = new TreeMap<>();
        for (Packing.Placement each : fleet.placed()) {
            Integer offer = fleet.nodes().get(each.node());
            if (offer == null) {
                onExisting.put(each.pod().key(), each.node());
            } else {
                pods.computeIfAbsent(name(growable, offer), _ -> new ArrayList<>())
                        .add(each.pod().key());
            }
        }
        pods.values().forEach(Collections::sort);
        return new Mix(nodes, pods, onExisting, fleet.unplaced().size(), fleet.cost());
    }

    private static String name(List<GroupTemplate> growable, int offer) {
        return growable.get(offer).group().name();
    }

    private static List<Integer> counts(List<GroupTemplate> growable, Mix mix) {
        return growable.stream()
                .map(template -> mix.nodes().getOrDefault(template.group().name(), 0))
                .toList();
    }

    private List<Rival> rivals(List<GroupTemplate> growable, List<Pod> pods, Market market) {
        if ((long) growable.size() * pods.size() > SMALL) {
            return List.of();
        }
        Map<String, Long> costs = new HashMap<>();
        for (int index = 0; index < growable.size(); index++) {
            costs.put(name(growable, index), market.offers().get(index).terms().cost());
        }
        return SINGLE_GROUP.stream()
                .map(expander -> new Rival(expander, oneByOne(expander, growable, pods, costs)))
                .toList();
    }

    /** One group after the other, as if loop followed on loop. */
    private Mix oneByOne(
            String expander,
            List<GroupTemplate> growable,
            List<Pod> pods,
            Map<String, Long> costs) {
        ExpanderChain chain = ExpanderChain.of(List.of(expander), ExpanderPriorities.NONE, now);
        ScaleUpRound round = new ScaleUpRound(options, chain, snapshot);
        List<ScaleUp> first = round.choose(growable, new Demand(snapshot, pods), headroom);
        List<ScaleUp> all =
                first.isEmpty()
                        ? first
                        : new FurtherRounds(growable, headroom, snapshot, round, Salvo.ON)
                                .after(first, pods);
        SortedMap<String, Integer> nodes = new TreeMap<>();
        SortedMap<String, List<ObjectKey>> podsByGroup = new TreeMap<>();
        Set<ObjectKey> helped = new HashSet<>();
        long cost = 0;
        for (ScaleUp each : all) {
            int more = each.to() - each.from();
            nodes.put(each.nodeGroup(), more);
            podsByGroup.put(each.nodeGroup(), each.pods());
            helped.addAll(each.pods());
            cost += more * costs.getOrDefault(each.nodeGroup(), 0L);
        }
        return new Mix(nodes, podsByGroup, new TreeMap<>(), pods.size() - helped.size(), cost);
    }
}
