package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Market;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Offer;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Groups that may grow, as offers of nodes: what is compared is the price, but
 *
 * <ul>
 *   <li>an unknown one counts as more than any known, by the machine's cores;
 *   <li>Spot prices that are nearly the same count as the same, so that nodes spread over types and
 *       zones instead of all being lost at once.
 * </ul>
 */
final class MixOffers {

    /** Spot prices so much above the cheapest are still as good: percent. */
    static final int SPOT_TOLERANCE = 5;

    private static final long UNKNOWN_PER_CORE = 1_000_000_000_000L;
    private static final int MOST_CORES = 1_000;

    private MixOffers() {}

    /** One offer for each group, in their order. */
    static Market market(List<GroupTemplate> groups, Headroom headroom) {
        long[] costs = costs(groups);
        List<Offer> offers = new ArrayList<>(groups.size());
        for (int index = 0; index < costs.length; index++) {
            GroupTemplate group = groups.get(index);
            int target = group.group().size().target();
            offers.add(
                    new Offer(
                            nodes(group),
                            group.pods(),
                            group.outlook().variants(),
                            new Offer.Terms(
                                    costs[index],
                                    target,
                                    Math.max(0, group.group().size().max() - target),
                                    !group.outlook().zones().areSeveral())));
        }
        return new Market(offers, headroom.nodes(), headroom.machines());
    }

    private static IntFunction<Node> nodes(GroupTemplate group) {
        String name = group.group().name() + "-new";
        if (!group.outlook().zones().areSeveral()) {
            Node node = group.newNode(name).node();
            return _ -> node;
        }
        Map<Integer, Node> byTurn = new HashMap<>();
        return turn ->
                byTurn.computeIfAbsent(turn, each -> group.newNode(name, group.node(each)).node());
    }

    private static long[] costs(List<GroupTemplate> groups) {
        long[] costs = groups.stream().mapToLong(MixOffers::cost).toArray();
        List<Integer> spot = new ArrayList<>();
        for (int index = 0; index < costs.length; index++) {
            if (groups.get(index).isSpot() && groups.get(index).price().isKnown()) {
                spot.add(index);
            }
        }
        spot.sort(Comparator.comparingLong(index -> costs[index]));
        long least = 0;
        for (int index : spot) {
            if (costs[index] * 100 > least * (100 + SPOT_TOLERANCE)) {
                least = costs[index];
            }
            costs[index] = least;
        }
        return costs;
    }

    private static long cost(GroupTemplate group) {
        return group.price().isKnown()
                ? group.price().microUsdPerHour()
                : UNKNOWN_PER_CORE
                        * Math.clamp(MachineSize.of(group.node()).cores(), 1, MOST_CORES);
    }
}
