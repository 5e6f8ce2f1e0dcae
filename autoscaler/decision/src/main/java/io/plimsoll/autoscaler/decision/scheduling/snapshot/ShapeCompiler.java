package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodAffinityTerm;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClasses;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.NodeRule;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.scheduling.shape.TermScope;
import io.plimsoll.autoscaler.decision.scheduling.topology.DomainCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.SpreadCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.Topologies;
import io.plimsoll.autoscaler.decision.scheduling.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Turns a new shape's constraints into counters to look at, and has the counters filled. */
final class ShapeCompiler {
    private final NodeSlots nodes;
    private final PodSlots pods;
    private final NodeClasses classes;
    private final Topologies topologies;
    private final Counters counters;

    ShapeCompiler(
            NodeSlots nodes,
            PodSlots pods,
            NodeClasses classes,
            Topologies topologies,
            Counters counters) {
        this.nodes = nodes;
        this.pods = pods;
        this.classes = classes;
        this.topologies = topologies;
        this.counters = counters;
    }

    /**
     * @param all shapes there are, {@code shape} the last
     */
    public void compile(PodShape shape, List<PodShape> all) {
        nodes.widen();
        if (classes.ask(askedKeys(shape))) {
            topologies.refresh();
        }
        counters.introduce(shape);
        Pod.PodPlacement placement = shape.constraints().pods();
        for (TopologySpreadConstraint constraint : placement.spread()) {
            addSpread(shape, constraint, all);
        }
        addAffinity(shape, all);
        for (PodAffinityTerm term : placement.antiAffinity()) {
            addAntiAffinity(shape, term, all);
        }
    }

    private static Set<String> askedKeys(PodShape shape) {
        Set<String> keys = new TreeSet<>(shape.nodeRule().labelKeys());
        Pod.PodPlacement placement = shape.constraints().pods();
        placement.spread().forEach(constraint -> keys.add(constraint.topologyKey()));
        placement.affinity().forEach(term -> keys.add(term.topologyKey()));
        placement.antiAffinity().forEach(term -> keys.add(term.topologyKey()));
        return keys;
    }

    private void addSpread(
            PodShape shape, TopologySpreadConstraint constraint, List<PodShape> all) {
        Optional<LabelSelector> selector =
                constraint
                        .selector()
                        .map(own ->
                                TermScope.withLabels(
                                        own,
                                        constraint.policy().matchLabelKeys(),
                                        Requirement.Operator.IN,
                                        shape.labels()));
        Counters.SpreadQuestion question =
                new Counters.SpreadQuestion(
                        constraint.topologyKey(),
                        shape.namespace(),
                        selector,
                        inclusion(shape, constraint.policy()));
        Optional<DomainCounter> known = counters.known(question);
        SpreadCounter counter =
                known.isPresent()
                        ? (SpreadCounter) known.get()
                        : openSpread(question, shape.nodeRule(), all);
        shape.spread()
                .add(
                        new PodShape.SpreadTerm(
                                constraint.maxSkew(),
                                constraint.minDomains().orElse(1),
                                counter,
                                Counters.matches(question, shape) ? 1 : 0));
    }

    private static Counters.Inclusion inclusion(
            PodShape shape, TopologySpreadConstraint.SpreadPolicy policy) {
        SortedSet<String> keys = new TreeSet<>();
        shape.constraints().pods().spread().forEach(each -> keys.add(each.topologyKey()));
        Pod.NodePlacement node = shape.constraints().node();
        boolean limits = !node.selector().isEmpty() || node.affinity().isPresent();
        return new Counters.Inclusion(
                keys,
                policy.honorAffinity() && limits
                        ? Optional.of(
                                new Pod.NodePlacement(node.selector(), node.affinity(), List.of()))
                        : Optional.empty(),
                policy.honorTaints() ? Optional.of(node.tolerations()) : Optional.empty());
    }

    private SpreadCounter openSpread(
            Counters.SpreadQuestion question, NodeRule rule, List<PodShape> all) {
        Topology topology = topologies.of(question.topologyKey());
        List<Topology> needed =
                question.inclusion().topologyKeys().stream().map(topologies::of).toList();
        SpreadCounter counter =
                counters.addSpread(
                        question, topology, eligible(question.inclusion(), needed, rule));
        for (int slot = 0; slot < nodes.size(); slot++) {
            if (nodes.isActive(slot)) {
                counter.addNode(slot);
            }
        }
        counters.announceLastCounted(all);
        count(counter, all);
        return counter;
    }

    private IntPredicate eligible(
            Counters.Inclusion inclusion, List<Topology> needed, NodeRule rule) {
        boolean honorsAffinity = inclusion.affinity().isPresent();
        boolean honorsTaints = inclusion.tolerations().isPresent();
        return slot -> {
            for (Topology topology : needed) {
                if (topology.domainOf(slot) == Topology.NO_DOMAIN) {
                    return false;
                }
            }
            if (honorsAffinity && !rule.selects(nodes, slot)) {
                return false;
            }
            return !honorsTaints
                    || rule.untolerated(nodes.likeness(slot).spec().taints()).isEmpty();
        };
    }

    private void addAffinity(PodShape shape, List<PodShape> all) {
        List<PodAffinityTerm> terms = shape.constraints().pods().affinity();
        List<TermScope> scopes =
                terms.stream()
                        .map(term -> TermScope.of(term, shape.namespace(), shape.labels()))
                        .toList();
        boolean selfMatching = counters.matchesAll(scopes, shape);
        for (PodAffinityTerm term : terms) {
            DomainCounter counter = match(term.topologyKey(), scopes, all);
            shape.affinity().add(new PodShape.AffinityTerm(counter, selfMatching));
        }
    }

    private void addAntiAffinity(PodShape shape, PodAffinityTerm term, List<PodShape> all) {
        TermScope scope = TermScope.of(term, shape.namespace(), shape.labels());
        shape.antiAffinity().add(match(term.topologyKey(), List.of(scope), all));
        shape.countedBy().add(carrier(term.topologyKey(), scope, all));
    }

    private DomainCounter match(String topologyKey, List<TermScope> scopes, List<PodShape> all) {
        Counters.MatchQuestion question = new Counters.MatchQuestion(topologyKey, scopes);
        Optional<DomainCounter> known = counters.known(question);
        if (known.isPresent()) {
            return known.get();
        }
        DomainCounter counter = counters.addMatch(question, topologies.of(topologyKey));
        counters.announceLastCounted(all);
        count(counter, all);
        return counter;
    }

    private DomainCounter carrier(String topologyKey, TermScope scope, List<PodShape> all) {
        Counters.CarrierQuestion question = new Counters.CarrierQuestion(topologyKey, scope);
        Optional<DomainCounter> known = counters.known(question);
        if (known.isPresent()) {
            return known.get();
        }
        DomainCounter counter = counters.addCarrier(question, topologies.of(topologyKey));
        counters.announceLastCarried(all);
        return counter;
    }

    /** Pods that were bound before the question came up. */
    private void count(DomainCounter counter, List<PodShape> all) {
        boolean any = false;
        for (PodShape shape : all) {
            any |= shape.bound() > 0 && shape.countedBy().contains(counter);
        }
        if (!any) {
            return;
        }
        for (int number = 0; number < pods.size(); number++) {
            if (pods.node(number) != PodSlots.NONE
                    && pods.shape(number).countedBy().contains(counter)) {
                counter.add(pods.node(number), 1);
            }
        }
    }
}
