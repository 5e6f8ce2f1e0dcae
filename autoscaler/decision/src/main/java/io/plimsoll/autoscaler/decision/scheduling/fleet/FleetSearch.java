package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetOrder.Largest;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetPacking.Course;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetPacking.Growth;
import io.plimsoll.autoscaler.decision.scheduling.packing.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for the fleet that places the most pods at the least cost: packs in several ways, then
 * takes nodes out of the best and packs what they held anew, as long as that saves something (ruin
 * and recreate: Schrimpf et al., Journal of Computational Physics 159, 2000).
 *
 * <p>How much is tried is bounded by how many pods and offers that means in all, so the same
 * question gets the same answer on every machine.
 */
public final class FleetSearch {
    /** So many offers are tried one by one and in pairs. */
    private static final int FEW = 12;

    /** Pods and offers, each time that they are packed, before the search ends with what it has. */
    private static final long EFFORT = 60_000;

    private static final List<Growth> GROWTHS = List.of(Growth.IF_NOT_DEARER, Growth.ALWAYS);

    private final ClusterSnapshot snapshot;
    private final Set<String> closed;
    private final List<Batch> batches;
    private final Market market;
    private final Set<Course> tried = new HashSet<>();
    private final long mostEffort;
    private long effort;
    private Found best;

    private FleetSearch(
            ClusterSnapshot snapshot,
            Set<String> closed,
            List<Pod> pods,
            Market market,
            long mostEffort) {
        this.mostEffort = mostEffort;
        this.snapshot = snapshot;
        this.closed = closed;
        this.market = market;
        batches = Batch.byShape(snapshot, pods);
        best = pack(Course.of(market, Growth.ALWAYS));
    }

    /**
     * @param closed names of nodes that take no pods
     * @param pods that fit on no node that is there
     * @param known how many nodes of each offer other plans would open, to start from
     */
    public static Fleet cheapest(
            ClusterSnapshot snapshot,
            Set<String> closed,
            List<Pod> pods,
            Market market,
            List<List<Integer>> known) {
        FleetSearch search = new FleetSearch(snapshot, closed, pods, market, EFFORT);
        search.construct();
        known.forEach(search::isBetter);
        search.improve();
        return search.best.fleet();
    }

    /**
     * With less effort, for one of many questions.
     *
     * @param effort pods and offers, each time that they are packed
     */
    public static Fleet cheap(
            ClusterSnapshot snapshot,
            Set<String> closed,
            List<Pod> pods,
            Market market,
            long effort) {
        FleetSearch search = new FleetSearch(snapshot, closed, pods, market, effort);
        search.construct();
        search.improve();
        return search.best.fleet();
    }

    private record Found(Fleet fleet, List<Integer> counts, long crowding) {
        static final Comparator<Found> BEST_FIRST =
                Comparator.<Found>comparingInt(found -> found.fleet().unplaced().size())
                        .thenComparingLong(found -> found.fleet().cost())
                        .thenComparingLong(Found::crowding);
    }

    private void construct() {
        keepBetter(pack(Course.of(market, Growth.IF_NOT_DEARER)));
        startWithSome();
        int size = market.offers().size();
        for (int one = 0; one < size && size <= FEW; one++) {
            for (int other = one; other < size && !isSpent(); other++) {
                BitSet first = new BitSet();
                first.set(one);
                first.set(other);
                for (Growth growth : GROWTHS) {
                    keepBetter(pack(new Course(List.of(), first, growth, Largest.IN_ALL)));
                }
            }
        }
    }

    /** So many nodes of one offer, and the rest as it comes. */
    private void startWithSome() {
        int size = market.offers().size();
        for (int offer = 0; offer < size && size <= FEW; offer++) {
            List<Integer> start = new ArrayList<>(Collections.nCopies(size, 0));
            for (int count = 1; count <= FEW && !isSpent(); count++) {
                start.set(offer, count);
                if (market.offers().get(offer).cost() * count >= best.fleet().cost()) {
                    break;
                }
                isBetter(start);
            }
        }
    }

    /** Each step saves something, or the search ends. */
    private void improve() {
        boolean better = true;
        while (better && !isSpent()) {
            better = neighbours(best.counts()).anyMatch(this::isBetter);
        }
    }

    private boolean isBetter(List<Integer> start) {
        boolean better = false;
        for (Growth growth : Growth.values()) {
            for (Largest largest : Largest.values()) {
                better |= tryOut(start, growth, largest);
            }
        }
        return better || isSpent();
    }

    private boolean tryOut(List<Integer> start, Growth growth, Largest largest) {
        Course course = new Course(start, Course.of(market, growth).first(), growth, largest);
        return !isSpent() && tried.add(course) && keepBetter(pack(course));
    }

    private Found pack(Course course) {
        effort += market.offers().size();
        batches.forEach(batch -> effort += batch.pods().size());
        snapshot.fork();
        Fleet fleet = FleetPacking.pack(snapshot, closed, batches, market, course);
        snapshot.revert();
        List<Integer> counts = new ArrayList<>(Collections.nCopies(market.offers().size(), 0));
        fleet.nodes().values().forEach(offer -> counts.set(offer, counts.get(offer) + 1));
        long crowding = 0;
        for (int offer = 0; offer < counts.size(); offer++) {
            long more = counts.get(offer);
            crowding += more * (more + 2L * market.offers().get(offer).terms().nodes());
        }
        return new Found(fleet, counts, crowding);
    }

    private boolean keepBetter(Found found) {
        boolean better = Found.BEST_FIRST.compare(found, best) < 0;
        best = better ? found : best;
        return better;
    }

    private boolean isSpent() {
        return effort > mostEffort;
    }

    /** With a node or two fewer, or with one other in their place that costs no more. */
    private Stream<List<Integer>> neighbours(List<Integer> counts) {
        int[] present =
                IntStream.range(0, counts.size()).filter(offer -> counts.get(offer) > 0).toArray();
        Stream<int[]> one = Arrays.stream(present).mapToObj(offer -> new int[] {offer});
        Stream<int[]> two =
                Arrays.stream(present)
                        .boxed()
                        .flatMap(offer ->
                                Arrays.stream(present)
                                        .filter(other ->
                                                other > offer
                                                        || (other == offer
                                                                && counts.get(offer) > 1))
                                        .mapToObj(other -> new int[] {offer, other}));
        return Stream.concat(one, two).flatMap(gone -> without(counts, gone));
    }

    private Stream<List<Integer>> without(List<Integer> counts, int[] gone) {
        List<Integer> fewer = new ArrayList<>(counts);
        long saved = 0;
        for (int offer : gone) {
            fewer.set(offer, fewer.get(offer) - 1);
            saved += market.offers().get(offer).cost();
        }
        long most = saved;
        Stream<List<Integer>> replaced =
                IntStream.range(0, counts.size())
                        .filter(offer -> market.offers().get(offer).cost() <= most)
                        .filter(offer -> Arrays.stream(gone).noneMatch(each -> each == offer))
                        .mapToObj(offer -> {
                            List<Integer> other = new ArrayList<>(fewer);
                            other.set(offer, other.get(offer) + 1);
                            return other;
                        });
        return Stream.concat(Stream.of(fewer), replaced);
    }
}
