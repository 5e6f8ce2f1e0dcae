package io.plimsoll.autoscaler.decision.consolidation;

import io.plimsoll.autoscaler.decision.answer.Action.Saving;
import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.scaledown.RemovalSimulation;
import io.plimsoll.autoscaler.decision.scaledown.RemovalSimulation.Outcome.Removable;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import io.plimsoll.autoscaler.decision.scaleup.CheapestNodes;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.decision.scheduling.score.NodeScores;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes nodes out of the snapshot for a moment and looks what their pods need: nothing but the
 * others, or the cheapest new nodes beside them. What is found is played once more as the removals
 * that are to follow will play it.
 */
final class Trial {

    /** Pods times nodes; of more than these nobody is sure. */
    private static final long MOST_CHECKS = 2_000_000;

    private final Ground ground;
    private final DrainFacts facts;
    private final CheapestNodes market;
    private final CheapestNodes onDemand;
    private final MachineSize spare;
    private final ConsolidationOptions options;
    private final Lull lull;
    private final Instant now;
    private Instant nextToPay = Instant.MAX;

    /**
     * @param facts that hold however many nodes go one after the other
     * @param spare what the cluster has beyond its minima
     */
    Trial(
            Ground ground,
            DrainFacts facts,
            CheapestNodes market,
            MachineSize spare,
            ConsolidationOptions options) {
        this.ground = ground;
        this.facts = facts;
        this.market = market;
        this.onDemand = market.onDemand();
        this.spare = spare;
        this.options = options;
        this.lull = new Lull(ground.cluster().pods());
        this.now = facts.now();
    }

    /**
     * @param waiting pods that no group helps: what comes must be of no use to them either, or they
     *     would take the places of others
     * @param effort for the search of new nodes
     */
    Optional<Exchange> of(List<Candidate> going, List<Pod> waiting, long effort) {
        Set<String> closed = closed(going);
        Optional<Exchange> removal = played(going, Optional.empty(), List.of(), closed);
        if (removal.isPresent() || options.mode() != Consolidation.REPLACE) {
            return removal.filter(_ -> pays(going, 0))
                    .filter(_ -> minimaHold(going, Optional.empty()));
        }
        boolean pricesAreSure = going.stream().noneMatch(node -> node.template().isMixed());
        if (!pricesAreSure) {
            return Optional.empty();
        }
        Optional<CheapestNodes.Found> cheapest = cheapest(going, closed, market, effort);
        if (cheapest.filter(found -> !keepsChoices(going, found)).isPresent()) {
            cheapest = cheapest(going, closed, onDemand, effort);
        }
        return cheapest.filter(found -> pays(going, found.microUsdPerHour()))
                .filter(found -> minimaHold(going, Optional.of(found)))
                .flatMap(found -> played(going, Optional.of(found), waiting, closed));
    }

    /** What takes no pods while these go. */
    private Set<String> closed(List<Candidate> going) {
        Set<String> closed = new HashSet<>(ground.closed());
        going.forEach(node -> closed.add(node.name()));
        return closed;
    }

    private void add(CheapestNodes.Found coming) {
        coming.nodes().forEach(node -> ground.snapshot().addNode(node.node(), node.pods()));
    }

    /** By now: what comes to nothing yet may pay in time. */
    private boolean pays(List<Candidate> going, long after) {
        Saving saving = Exchange.saving(going, after);
        if (!Exchange.pays(saving, options)) {
            return false;
        }
        Duration earned = Exchange.earnsBackIn(going, saving, options);
        if (earned.isZero()) {
            return true;
        }
        Instant pays = lull.since(going).plus(earned);
        if (pays.isAfter(now) && pays.isBefore(nextToPay)) {
            nextToPay = pays;
        }
        return !pays.isAfter(now);
    }

    /** When the first may pay that was looked at and does not yet; far in the future without. */
    Instant nextToPay() {
        return nextToPay;
    }

    private Optional<CheapestNodes.Found> cheapest(
            List<Candidate> going, Set<String> closed, CheapestNodes from, long effort) {
        ground.snapshot().fork();
        for (Candidate node : going) {
            ground.snapshot().unbind(node.name(), node.pods());
        }
        Packing others = Packing.onto(ground.snapshot(), closed);
        List<Pod> left = new ArrayList<>();
        for (Candidate node : going) {
            for (Pod pod : node.pods()) {
                Pod free = pod.unbound();
                if (others.place(free).isEmpty()) {
                    left.add(free);
                }
            }
        }
        Optional<CheapestNodes.Found> found =
                left.isEmpty() || !pays(going, from.atLeast(left))
                        ? Optional.empty()
                        : from.find(ground.snapshot(), closed, left, effort);
        ground.snapshot().revert();
        return found;
    }

    /**
     * A Spot node is worth its market's choices of types and zones: what comes in its place may not
     * have fewer, or all of it is lost at once.
     */
    private static boolean keepsChoices(List<Candidate> going, CheapestNodes.Found found) {
        SortedMap<String, GroupTemplate> gone = new TreeMap<>();
        going.forEach(node -> gone.put(node.group(), node.template()));
        int after = spotChoices(found.groups());
        return after == 0 || after >= spotChoices(gone);
    }

    private static int spotChoices(SortedMap<String, GroupTemplate> groups) {
        return groups.values().stream()
                .filter(GroupTemplate::isSpot)
                .mapToInt(GroupTemplate::choices)
                .sum();
    }

    private boolean minimaHold(List<Candidate> going, Optional<CheapestNodes.Found> coming) {
        Map<String, Integer> left = new HashMap<>();
        MachineSize size = spare;
        for (Candidate node : going) {
            NodeGroup group = node.template().group();
            left.putIfAbsent(
                    group.name(),
                    ground.state().atHand(group)
                            + coming.map(found -> found.counts().getOrDefault(group.name(), 0))
                                    .orElse(0)
                            - group.size().min());
            left.merge(group.name(), -1, Integer::sum);
            size = size.minus(MachineSize.of(node.node()));
        }
        for (GroupTemplate.NewNode node :
                coming.map(CheapestNodes.Found::nodes).orElse(List.of())) {
            size = size.plus(MachineSize.of(node.node()));
        }
        return size.equals(size.orZero()) && left.values().stream().allMatch(number -> number >= 0);
    }

    /**
     * Whether the pods will find places where the scheduler puts them, which is not where they fit
     * best: a plan that holds by packing alone is undone by an order, and found again.
     */
    boolean holds(Exchange exchange) {
        Set<String> closed = closed(exchange.going());
        ClusterSnapshot snapshot = ground.snapshot();
        snapshot.fork();
        exchange.coming().ifPresent(this::add);
        List<String> open =
                snapshot.nodeNames().stream().filter(node -> !closed.contains(node)).toList();
        List<Candidate> inTurn =
                exchange.going().stream().sorted(Comparator.comparing(Candidate::name)).toList();
        long checks = open.size() * inTurn.stream().mapToLong(node -> node.pods().size()).sum();
        boolean holds =
                checks <= MOST_CHECKS && inTurn.stream().allMatch(node -> moves(node, open));
        snapshot.revert();
        return holds;
    }

    private boolean moves(Candidate node, List<String> open) {
        ClusterSnapshot snapshot = ground.snapshot();
        NodeScores scores = new NodeScores(snapshot);
        snapshot.unbind(node.name(), node.pods());
        for (Pod pod : node.pods()) {
            Pod free = pod.unbound();
            List<String> fitting =
                    open.stream()
                            .filter(name -> snapshot.check(free, name) instanceof Verdict.Fits)
                            .toList();
            Optional<String> place = scores.best(free, fitting);
            if (place.isEmpty()) {
                return false;
            }
            snapshot.bind(free, place.get());
        }
        return true;
    }

    /** Empty where the removals, one after the other, would not find places for all pods. */
    private Optional<Exchange> played(
            List<Candidate> going,
            Optional<CheapestNodes.Found> coming,
            List<Pod> waiting,
            Set<String> closed) {
        ground.snapshot().fork();
        coming.ifPresent(this::add);
        RemovalSimulation removals = new RemovalSimulation(ground.snapshot(), facts, closed);
        SortedMap<String, SortedMap<ObjectKey, String>> moves = new TreeMap<>();
        for (Candidate node : going) {
            if (!(removals.remove(node.name()) instanceof Removable removable)) {
                break;
            }
            moves.put(node.name(), removable.podsMoveTo());
        }
        boolean possible = moves.size() == going.size();
        Packing after = Packing.onto(ground.snapshot(), closed);
        boolean useful =
                coming.isPresent() && waiting.stream().anyMatch(pod -> after.find(pod).isPresent());
        ground.snapshot().revert();
        return possible && !useful
                ? Optional.of(new Exchange(going, coming, moves))
                : Optional.empty();
    }
}
