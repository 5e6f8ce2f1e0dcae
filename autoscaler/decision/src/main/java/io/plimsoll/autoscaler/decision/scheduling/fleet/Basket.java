package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.snapshot.SnapshotState;
import java.util.BitSet;
import java.util.List;

/** What has been taken of a market, and what else may be. */
final class Basket {
    private final Market market;
    private final BitSet open;
    private final int[] counts;
    private final List<List<PodShape>> daemons;
    private final long[][] allocatable;
    private final long[][] spare;
    private final MachineSize[] machines;
    private MachineSize left;
    private int taken;
    private long cost;

    /**
     * @param open the offers that count for now
     */
    Basket(SnapshotState state, Market market, BitSet open) {
        this.market = market;
        this.open = open;
        left = market.machines();
        int size = market.offers().size();
        counts = new int[size];
        daemons =
                market.offers().stream()
                        .map(offer -> offer.daemonPods().stream().map(state::shape).toList())
                        .toList();
        allocatable = new long[size][];
        spare = new long[size][];
        machines = new MachineSize[size];
        for (int number = 0; number < size; number++) {
            Node node = offer(number).node().apply(0);
            allocatable[number] = state.layout().vector(node.status().allocatable());
            spare[number] = allocatable[number].clone();
            for (PodShape daemon : daemons.get(number)) {
                for (int place = 0; place < daemon.requests().length; place++) {
                    if (place < spare[number].length) {
                        spare[number][place] -= daemon.requests()[place];
                    }
                }
            }
            machines[number] = MachineSize.of(node);
        }
    }

    Offer offer(int number) {
        return market.offers().get(number);
    }

    int count(int number) {
        return counts[number];
    }

    int[] counts() {
        return counts.clone();
    }

    long cost() {
        return cost;
    }

    /** With those that were there before. */
    int nodes(int number) {
        return offer(number).terms().nodes() + counts[number];
    }

    List<PodShape> daemons(int number) {
        return daemons.get(number);
    }

    long[] allocatable(int number) {
        return allocatable[number];
    }

    boolean holds(int number, long[] requests) {
        for (int place = 0; place < requests.length; place++) {
            if (requests[place] > 0 && amount(spare[number], place) < requests[place]) {
                return false;
            }
        }
        return true;
    }

    static long amount(long[] vector, int place) {
        return place < vector.length ? vector[place] : 0;
    }

    /** All offers count from now on. */
    void openAll() {
        open.set(0, counts.length);
    }

    boolean mayTake(int number) {
        return open.get(number)
                && counts[number] < offer(number).terms().room()
                && taken < market.nodes()
                && machines[number].cores() <= left.cores()
                && machines[number].memoryBytes() <= left.memoryBytes();
    }

    boolean mayExchange(int number, int other) {
        return open.get(other)
                && counts[other] < offer(other).terms().room()
                && machines[other].cores() <= left.cores() + machines[number].cores()
                && machines[other].memoryBytes()
                        <= left.memoryBytes() + machines[number].memoryBytes();
    }

    void take(int number) {
        counts[number]++;
        taken++;
        cost += offer(number).cost();
        left = left.minus(machines[number]);
    }

    void exchange(int number, int other) {
        counts[number]--;
        taken--;
        cost -= offer(number).cost();
        left = left.plus(machines[number]);
        take(other);
    }
}
