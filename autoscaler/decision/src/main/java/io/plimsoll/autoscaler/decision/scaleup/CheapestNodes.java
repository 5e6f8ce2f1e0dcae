package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Fleet;
import io.plimsoll.autoscaler.decision.scheduling.fleet.FleetSearch;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Market;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** The new nodes of all groups together that take pods at the least cost, for many questions. */
public final class CheapestNodes {

    /** More than a fraction of two whole numbers is off. */
    private static final double ROUNDING = 1e-12;

    private final List<GroupTemplate> groups;
    private final Headroom headroom;
    private final Market market;

    /**
     * @param groups whose prices are known
     */
    CheapestNodes(List<GroupTemplate> groups, Headroom headroom) {
        this.groups = List.copyOf(groups);
        this.headroom = headroom;
        this.market = MixOffers.market(groups, headroom);
    }

    /** The same without groups of Spot instances. */
    public CheapestNodes onDemand() {
        return new CheapestNodes(
                groups.stream().filter(group -> !group.isSpot()).toList(), headroom);
    }

    /**
     * @param counts how many nodes of each group, by its name
     * @param groups those, by name
     */
    public record Found(
            SortedMap<String, Integer> counts, SortedMap<String, GroupTemplate> groups) {

        /** What the nodes cost an hour, in millionths of a US dollar. */
        public long microUsdPerHour() {
            return groups.entrySet().stream()
                    .mapToLong(group ->
                            group.getValue().price().microUsdPerHour()
                                    * counts.getOrDefault(group.getKey(), 0))
                    .sum();
        }

        /** The nodes as they will be. */
        public List<GroupTemplate.NewNode> nodes() {
            List<GroupTemplate.NewNode> nodes = new ArrayList<>();
            groups.forEach((name, template) -> {
                for (int turn = 0; turn < counts.getOrDefault(name, 0); turn++) {
                    nodes.add(
                            template.newNode(
                                    "%s-new-%d".formatted(name, turn + 1), template.node(turn)));
                }
            });
            return nodes;
        }

        public List<ScaleUp> orders(String reason) {
            return groups.values().stream()
                    .map(template -> {
                        int from = template.group().size().target();
                        int more = counts.getOrDefault(template.group().name(), 0);
                        return new ScaleUp(
                                template.group().name(), from, from + more, List.of(), reason);
                    })
                    .toList();
        }
    }

    /**
     * What new nodes for these pods cost an hour at the least, in millionths of a US dollar: as
     * much of each resource as they ask for together where it costs least, and as many nodes as
     * would be needed if all were as small as the smallest; and as no node comes in parts, a
     * multiple of what all prices are multiples of. Far less work than {@link #find}, which never
     * finds less.
     */
    public long atLeast(List<Pod> pods) {
        List<Resources> requests = pods.stream().map(pod -> pod.spec().requests()).toList();
        LongSummaryStatistics cpu =
                requests.stream().mapToLong(Resources::milliCpu).summaryStatistics();
        LongSummaryStatistics memory =
                requests.stream().mapToLong(Resources::memoryBytes).summaryStatistics();
        ToLongFunction<Resources> smallest =
                free ->
                        LongStream.of(
                                        free.pods(),
                                        times(cpu.getMin(), free.milliCpu()),
                                        times(memory.getMin(), free.memoryBytes()))
                                .min()
                                .orElseThrow();
        long least =
                LongStream.of(
                                prices().min().orElse(Long.MAX_VALUE),
                                share(cpu.getSum(), Resources::milliCpu),
                                share(memory.getSum(), Resources::memoryBytes),
                                share(pods.size(), smallest))
                        .max()
                        .orElseThrow();
        long step =
                prices().mapToObj(BigInteger::valueOf)
                        .reduce(BigInteger.ZERO, BigInteger::gcd)
                        .longValueExact();
        return step == 0 || least == Long.MAX_VALUE ? least : Math.ceilDiv(least, step) * step;
    }

    private LongStream prices() {
        return groups.stream().mapToLong(group -> group.price().microUsdPerHour());
    }

    private static long times(long one, long free) {
        return one == 0 ? Long.MAX_VALUE : free / one;
    }

    private long share(long asked, ToLongFunction<Resources> amount) {
        double least =
                groups.stream()
                        .filter(group -> amount.applyAsLong(group.free()) > 0)
                        .mapToDouble(group ->
                                (double) group.price().microUsdPerHour()
                                        / amount.applyAsLong(group.free()))
                        .min()
                        .orElse(0);
        return (long) Math.floor(asked * least * (1 - ROUNDING));
    }

    /**
     * @param closed names of nodes that take no pods
     * @param effort as {@link FleetSearch#cheap}
     * @return empty where there is no place for all of the pods
     */
    public Optional<Found> find(
            ClusterSnapshot snapshot, Set<String> closed, List<Pod> pods, long effort) {
        if (groups.isEmpty() || market.nodes() <= 0) {
            return Optional.empty();
        }
        Fleet fleet = FleetSearch.cheap(snapshot, closed, pods, market, effort);
        if (!fleet.unplaced().isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Integer> counts = new TreeMap<>();
        SortedMap<String, GroupTemplate> used = new TreeMap<>();
        fleet.nodes()
                .values()
                .forEach(offer -> {
                    GroupTemplate template = groups.get(offer);
                    counts.merge(template.group().name(), 1, Integer::sum);
                    used.put(template.group().name(), template);
                });
        return Optional.of(new Found(counts, used));
    }

    /** How many offers each question looks at. */
    public int offers() {
        return groups.size();
    }
}
