package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.shape.TermScope;
import io.plimsoll.autoscaler.decision.scheduling.topology.DomainCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.SpreadCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The counters of pods by domain that some shape's constraints ask for; shapes that ask for the
 * same share one.
 */
final class Counters {
    private final Map<String, SortedMap<String, String>> namespaces;
    private final Map<Object, DomainCounter> byQuestion = new HashMap<>();
    private final List<Counted> counted = new ArrayList<>();
    private final List<Carried> carried = new ArrayList<>();
    private final List<SpreadCounter> spreads = new ArrayList<>();

    Counters(Map<String, SortedMap<String, String>> namespaces) {
        this.namespaces = namespaces;
    }

    private record Counted(DomainCounter counter, Predicate<PodShape> counts) {}

    private record Carried(DomainCounter counter, TermScope scope) {}

    /** Pods that match a spread constraint's selector on the nodes that it looks at. */
    record SpreadQuestion(
            String topologyKey,
            String namespace,
            Optional<LabelSelector> selector,
            Inclusion inclusion) {}

    /**
     * @param topologyKeys all of which a node must have
     * @param affinity that nodes must match, where the pod's policy is to honor it
     * @param tolerations to the taints of nodes, where the pod's policy is to honor them
     */
    record Inclusion(
            SortedSet<String> topologyKeys,
            Optional<Pod.NodePlacement> affinity,
            Optional<List<Toleration>> tolerations) {}

    /** Pods that match all of some affinity terms. */
    record MatchQuestion(String topologyKey, List<TermScope> terms) {}

    /** Pods that have this anti-affinity term themselves. */
    record CarrierQuestion(String topologyKey, TermScope term) {}

    /** Those that must hear of nodes as well as of pods. */
    public List<SpreadCounter> spreads() {
        return spreads;
    }

    /** Tells {@code shape} which counters known so far concern it. */
    void introduce(PodShape shape) {
        for (Counted each : counted) {
            if (each.counts().test(shape)) {
                shape.countedBy().add(each.counter());
            }
        }
        for (Carried each : carried) {
            if (each.scope().ofExistingMatches(shape, namespaces)) {
                shape.antiAffinityOfOthers().add(each.counter());
            }
        }
    }

    boolean matchesAll(List<TermScope> terms, PodShape shape) {
        for (TermScope term : terms) {
            if (!term.ofIncomingMatches(shape, namespaces)) {
                return false;
            }
        }
        return true;
    }

    public static boolean matches(SpreadQuestion question, PodShape shape) {
        return question.selector().isPresent()
                && question.namespace().equals(shape.namespace())
                && question.selector().get().matches(shape.labels());
    }

    public Optional<DomainCounter> known(Object question) {
        return Optional.ofNullable(byQuestion.get(question));
    }

    SpreadCounter addSpread(SpreadQuestion question, Topology topology, IntPredicate eligible) {
        SpreadCounter counter = new SpreadCounter(topology, eligible);
        byQuestion.put(question, counter);
        spreads.add(counter);
        counted.add(
                new Counted(
                        counter, shape -> !shape.life().terminating() && matches(question, shape)));
        return counter;
    }

    DomainCounter addMatch(MatchQuestion question, Topology topology) {
        DomainCounter counter = new DomainCounter(topology);
        byQuestion.put(question, counter);
        counted.add(new Counted(counter, shape -> matchesAll(question.terms(), shape)));
        return counter;
    }

    /** Carriers are counted by the shapes that carry the term; see {@link ShapeCompiler}. */
    DomainCounter addCarrier(CarrierQuestion question, Topology topology) {
        DomainCounter counter = new DomainCounter(topology);
        byQuestion.put(question, counter);
        carried.add(new Carried(counter, question.term()));
        return counter;
    }

    /** Tells all {@code shapes} of the counter that was added last, if it concerns them. */
    void announceLastCounted(List<PodShape> shapes) {
        Counted last = counted.getLast();
        for (PodShape shape : shapes) {
            if (last.counts().test(shape)) {
                shape.countedBy().add(last.counter());
            }
        }
    }

    void announceLastCarried(List<PodShape> shapes) {
        Carried last = carried.getLast();
        for (PodShape shape : shapes) {
            if (last.scope().ofExistingMatches(shape, namespaces)) {
                shape.antiAffinityOfOthers().add(last.counter());
            }
        }
    }
}
