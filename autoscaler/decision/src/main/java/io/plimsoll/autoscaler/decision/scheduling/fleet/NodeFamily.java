package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.node.IntList;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClass;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClasses;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.node.ResourceLayout;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Offers whose nodes no pod can tell apart but by their size, cheapest first, and the new nodes
 * made of them. A ghost, a node without room, stands for the family's domains while packing goes
 * on.
 */
final class NodeFamily {
    static final int NONE = -1;

    private static final double MILLION = 1e6;

    private final SnapshotState state;
    private final Basket basket;
    private final Kind kind;
    private final NodeClass nodeClass;
    private final IntList ghosts = new IntList();
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Integer> visitors = new ArrayList<>();
    private final BitSet members = new BitSet();
    private final IntList slots = new IntList();
    private final List<Integer> offers = new ArrayList<>();
    private final Map<Integer, Integer> placeOfSize = new HashMap<>();

    private NodeFamily(SnapshotState state, Basket basket, Kind kind, int example) {
        this.state = state;
        this.basket = basket;
        this.kind = kind;
        Offer offer = basket.offer(example);
        addGhost(offer.node().apply(turnOf(kind, state, offer)), offer, basket.daemons(example));
        offer.variants().forEach(variant -> addGhost(variant, offer, basket.daemons(example)));
        nodeClass = state.classes().of(ghost());
    }

    /** What a family has in common. */
    private record Kind(
            NodeClasses.ClassKey key,
            List<PodShape> daemons,
            List<NodeClasses.ClassKey> variants) {}

    /**
     * @param turns how far ahead to look at offers whose nodes differ
     */
    static List<NodeFamily> of(SnapshotState state, Market market, Basket basket, int turns) {
        Map<Kind, NodeFamily> families = new LinkedHashMap<>();
        List<Integer> byCost = new ArrayList<>();
        for (int number = 0; number < market.offers().size(); number++) {
            byCost.add(number);
        }
        byCost.sort(
                (one, other) -> Long.compare(basket.offer(one).cost(), basket.offer(other).cost()));
        for (int number : byCost) {
            Offer offer = basket.offer(number);
            int ahead = offer.terms().steady() ? 1 : Math.min(turns, offer.terms().room());
            for (int turn = 0; turn < ahead; turn++) {
                Kind kind = kind(state, basket, number, turn);
                NodeFamily family =
                        families.computeIfAbsent(
                                kind, each -> new NodeFamily(state, basket, each, number));
                family.add(number);
            }
        }
        return List.copyOf(families.values());
    }

    private void add(int number) {
        if (basket.offer(number).terms().steady()) {
            placeOfSize.put(number, sizes.size());
            sizes.add(number);
        } else if (!visitors.contains(number)) {
            visitors.add(number);
        }
    }

    private static Kind kind(SnapshotState state, Basket basket, int number, int turn) {
        Offer offer = basket.offer(number);
        return new Kind(
                state.classes().key(offer.node().apply(turn)),
                basket.daemons(number),
                offer.variants().stream().map(state.classes()::key).toList());
    }

    private static int turnOf(Kind kind, SnapshotState state, Offer offer) {
        int turn = 0;
        while (!state.classes().key(offer.node().apply(turn)).equals(kind.key())) {
            turn++;
        }
        return turn;
    }

    private void addGhost(Node like, Offer offer, List<PodShape> daemons) {
        int slot = state.addNode(withNothing(like), freeName(like.name() + "-ghost"));
        bind(offer.daemonPods(), daemons, slot);
        ghosts.add(slot);
    }

    private void bind(List<Pod> pods, List<PodShape> shapes, int slot) {
        for (int index = 0; index < shapes.size(); index++) {
            state.bind(pods.get(index), shapes.get(index), slot);
        }
    }

    private static Node withNothing(Node node) {
        return new Node(
                node.name(),
                node.metadata(),
                node.spec(),
                new Node.Status(
                        node.status().capacity(), Resources.NONE, node.status().conditions()));
    }

    private String freeName(String prefix) {
        int number = 0;
        while (state.nodes().slot(prefix + "-" + number) != NodeSlots.NONE) {
            number++;
        }
        return prefix + "-" + number;
    }

    /** Whether each node that may come is one for the pod by its taints and labels. */
    boolean isEligible(PodShape shape) {
        List<NodeClass> eligible = shape.nodeRule().eligible(state.classes());
        for (int index = 0; index < ghosts.size(); index++) {
            if (!eligible.contains(state.classes().of(ghosts.get(index)))) {
                return false;
            }
        }
        return true;
    }

    NodeClass nodeClass() {
        return nodeClass;
    }

    int ghost() {
        return ghosts.get(0);
    }

    void removeGhosts() {
        for (int index = 0; index < ghosts.size(); index++) {
            if (state.nodes().isActive(ghosts.get(index))) {
                state.removeNode(ghosts.get(index));
            }
        }
    }

    boolean isMember(int slot) {
        return members.get(slot);
    }

    /** How many nodes have been opened. */
    int size() {
        return slots.size();
    }

    int slot(int index) {
        return slots.get(index);
    }

    int position(int index) {
        return state.classes().position(slots.get(index));
    }

    /** The offer whose node is opened at the least cost for a pod alone, or {@link #NONE}. */
    int cheapestFor(long[] requests) {
        int best = NONE;
        for (int number : sizes) {
            if (best != NONE && basket.offer(number).cost() > basket.offer(best).cost()) {
                break;
            }
            best = better(best, number, requests);
        }
        for (int number : visitors) {
            if (isNext(number)) {
                best = better(best, number, requests);
            }
        }
        return best;
    }

    private int better(int best, int number, long[] requests) {
        if (!basket.mayTake(number) || !basket.holds(number, requests)) {
            return best;
        }
        if (best == NONE) {
            return number;
        }
        int difference = Long.compare(basket.offer(number).cost(), basket.offer(best).cost());
        boolean wins =
                difference < 0 || (difference == 0 && basket.nodes(number) < basket.nodes(best));
        return wins ? number : best;
    }

    /** The cheapest offer for a node's pods and one more, or {@link #NONE}. */
    int sizeFor(int index, long[] requests) {
        int now = offers.get(index);
        for (int place = placeOfSize.getOrDefault(now, sizes.size()) + 1;
                place < sizes.size();
                place++) {
            int then = sizes.get(place);
            if (holds(slots.get(index), now, then, requests) && basket.mayExchange(now, then)) {
                return then;
            }
        }
        return NONE;
    }

    private boolean holds(int slot, int now, int then, long[] requests) {
        int places = Math.max(requests.length, basket.allocatable(now).length);
        for (int place = 0; place < places; place++) {
            long request = Basket.amount(requests, place);
            long more =
                    Basket.amount(basket.allocatable(then), place)
                            - Basket.amount(basket.allocatable(now), place);
            // A dearer machine may have less of what the pods that are there use.
            if ((request > 0 || more < 0) && state.nodes().free(slot, place) + more < request) {
                return false;
            }
        }
        return true;
    }

    long costOfGrowth(int index, int offer) {
        return basket.offer(offer).cost() - basket.offer(offers.get(index)).cost();
    }

    /** How much would be free after growing for a pod: millionths, CPU and memory together. */
    long leftAfterGrowth(int index, int offer, long[] requests) {
        return left(index, offer, requests, ResourceLayout.CPU)
                + left(index, offer, requests, ResourceLayout.MEMORY);
    }

    private long left(int index, int offer, long[] requests, int place) {
        long size = Math.max(1, basket.allocatable(offer)[place]);
        long left =
                state.nodes().free(slots.get(index), place)
                        + size
                        - basket.allocatable(offers.get(index))[place]
                        - Basket.amount(requests, place);
        return (long) (MILLION * left / size);
    }

    long cost(int offer) {
        return basket.offer(offer).cost();
    }

    int nodes(int offer) {
        return basket.nodes(offer);
    }

    int open(int number) {
        Offer offer = basket.offer(number);
        Node like = offer.node().apply(basket.count(number));
        int count = basket.count(number);
        while (state.nodes().slot(like.name() + "-" + count) != NodeSlots.NONE) {
            count++;
        }
        int slot = state.addNode(like, like.name() + "-" + count);
        bind(offer.daemonPods(), basket.daemons(number), slot);
        basket.take(number);
        members.set(slot);
        slots.add(slot);
        offers.add(number);
        return slot;
    }

    void grow(int index, int number) {
        basket.exchange(offers.get(index), number);
        offers.set(index, number);
        state.resize(slots.get(index), basket.offer(number).node().apply(0));
    }

    /** By slot. */
    void tellOffers(Map<Integer, Integer> offerOfSlot) {
        for (int index = 0; index < slots.size(); index++) {
            offerOfSlot.put(slots.get(index), offers.get(index));
        }
    }

    /** Whether the next node of an offer is one of this family. */
    boolean isNext(int number) {
        return placeOfSize.containsKey(number)
                || (visitors.contains(number)
                        && kind.equals(kind(state, basket, number, basket.count(number))));
    }
}
