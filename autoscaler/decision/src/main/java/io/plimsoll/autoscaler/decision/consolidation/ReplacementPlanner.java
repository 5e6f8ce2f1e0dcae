package io.plimsoll.autoscaler.decision.consolidation;

import io.plimsoll.autoscaler.decision.answer.Action.Gone;
import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.scaledown.DisruptionAllowance;
import io.plimsoll.autoscaler.decision.scaledown.DoNotDisrupt;
import io.plimsoll.autoscaler.decision.scaledown.SpareCapacity;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainRules;
import io.plimsoll.autoscaler.decision.scaledown.drainability.Drainability;
import io.plimsoll.autoscaler.decision.scaledown.drainability.RemainingBudgets;
import io.plimsoll.autoscaler.decision.scaledown.drainability.WorkloadIndex;
import io.plimsoll.autoscaler.decision.scaleup.CheapestNodes;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the nodes that cost the most more than what would serve their pods: each by itself, and
 * the first two, three and more of those that cost most for the fewest pods.
 *
 * <p>How much is looked at is bounded by how many pods and offers that means in all, so the same
 * question gets the same answer on every machine; where not every node gets its turn in a loop,
 * others do in the next.
 */
public final class ReplacementPlanner {

    /** As many nodes as go together at most. */
    private static final int MOST_TOGETHER = 20;

    /** Pods and offers in one loop. */
    private static final long EFFORT = 60_000;

    /** Pods and offers for one set of nodes. */
    private static final long EFFORT_OF_ONE = 1_500;

    private static final long PER_LOOP = EFFORT / EFFORT_OF_ONE;

    /** So many of the best are held against the scheduler. */
    private static final int MOST_HELD = 5;

    /** Loops are about so long apart. */
    private static final long TURN_SECONDS = 10;

    private static final Set<UnremovableReason> ONLY_USED =
            Set.of(UnremovableReason.NOT_UNDERUTILIZED, UnremovableReason.NO_PLACE_TO_MOVE_PODS);

    private final Ground ground;
    private final ConsolidationOptions options;
    private final List<DisruptionBudget> budgets;
    private final Instant now;
    private final DrainFacts facts;
    private final Trial trial;
    private final int offers;
    private long effort;
    private Instant holdsUntil = Instant.MAX;
    private final List<Exchange> found = new ArrayList<>();

    public ReplacementPlanner(
            Ground ground, CheapestNodes market, AutoscalingOptions options, Instant now) {
        this.ground = ground;
        this.options = options.scaleDown().consolidation();
        this.budgets = options.scaleDown().parallelism().budgets();
        this.now = now;
        this.offers = market.offers();
        facts =
                new DrainFacts(
                        options.scaleDown().drain(),
                        new WorkloadIndex(ground.cluster().controllers().workloads()),
                        new RemainingBudgets(inTurn(ground.cluster().controllers().budgets())),
                        now);
        trial =
                new Trial(
                        ground,
                        facts,
                        market,
                        SpareCapacity.of(ground.cluster(), List.of(), ground.state(), options, now),
                        this.options);
    }

    /** A budget that lets one pod go now will let others go after it. */
    private static List<PodDisruptionBudget> inTurn(List<PodDisruptionBudget> budgets) {
        return budgets.stream()
                .map(budget ->
                        new PodDisruptionBudget(
                                budget.key(),
                                budget.selector(),
                                budget.disruptionsAllowed() > 0 ? Integer.MAX_VALUE : 0,
                                budget.sparesUnready()))
                .toList();
    }

    /**
     * @param waiting pods that no group helps
     * @param most how many nodes may go
     * @return empty where nothing pays
     */
    public Optional<Replacement> plan(List<Pod> waiting, long most) {
        if (most <= 0) {
            holdsUntil = now;
            return Optional.empty();
        }
        List<Candidate> ranked = new ArrayList<>(candidates());
        ranked.sort(Candidate.MOST_FOR_FEWEST);
        List<Candidate> allowed = withinBudgets(ranked);
        long together = Math.min(most, MOST_TOGETHER);
        for (int count = 2; count <= Math.min(together, allowed.size()); count++) {
            look(allowed.subList(0, count), waiting, EFFORT / 2);
        }
        if (isTooMuch(ranked)) {
            long turn = now.getEpochSecond() / TURN_SECONDS;
            Collections.rotate(ranked, (int) -(turn % ranked.size() * PER_LOOP % ranked.size()));
            holdsUntil = now;
        }
        ranked.forEach(node -> look(List.of(node), waiting, EFFORT));
        return found.stream()
                .sorted(Exchange.BEST_FIRST)
                .limit(MOST_HELD)
                .filter(trial::holds)
                .findFirst()
                .map(exchange -> exchange.replacement(options));
    }

    /** Until when the same world has nothing to replace, where none was found. */
    public Instant holdsUntil() {
        return trial.nextToPay().isBefore(holdsUntil) ? trial.nextToPay() : holdsUntil;
    }

    /** The same verdicts, but for nodes that are to be replaced. */
    public static List<NodeVerdict> verdicts(
            List<NodeVerdict> verdicts, Replacement replacement, Instant now) {
        List<NodeVerdict> all = new ArrayList<>(verdicts.size());
        for (NodeVerdict verdict : verdicts) {
            Gone gone = replacement.nodes().get(verdict.node());
            all.add(gone == null ? verdict : replaced(verdict, gone, now));
        }
        return all;
    }

    private static NodeVerdict replaced(NodeVerdict before, Gone gone, Instant now) {
        return new NodeVerdict.Replaced(
                before.node(),
                before.nodeGroup(),
                before.utilizationPermille(),
                now,
                new NodeVerdict.Removal(
                        gone.podsMoveTo(), Optional.of(UnremovableReason.AWAITS_REPLACEMENT)));
    }

    /** For one loop. */
    private static boolean isTooMuch(List<Candidate> ranked) {
        long pods = ranked.stream().mapToLong(node -> 1L + node.pods().size()).sum();
        return ranked.size() > PER_LOOP || pods > EFFORT;
    }

    private void look(List<Candidate> going, List<Pod> waiting, long most) {
        if (effort >= most) {
            holdsUntil = now;
            return;
        }
        long pods = going.stream().mapToLong(node -> 1L + node.pods().size()).sum();
        effort += 3 * pods + offers;
        trial.of(List.copyOf(going), waiting, EFFORT_OF_ONE).ifPresent(found::add);
    }

    private List<Candidate> candidates() {
        Set<String> movable = new HashSet<>();
        for (NodeVerdict verdict : ground.verdicts()) {
            if (verdict instanceof NodeVerdict.Unremovable kept
                    && ONLY_USED.contains(kept.reason())) {
                movable.add(kept.node());
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        DisruptionAllowance allowance = allowance();
        for (int index = 0; index < ground.cluster().nodes().size(); index++) {
            Node node = ground.cluster().nodes().get(index);
            if (movable.contains(node.name())
                    && ground.state().standing(index).ready()
                    && !ground.closed().contains(node.name())
                    && isOld(node)) {
                template(index)
                        .flatMap(known -> candidate(node, known))
                        .filter(candidate -> allows(allowance, candidate))
                        .ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    /** Those that may go together, by what their groups allow at a time. */
    private List<Candidate> withinBudgets(List<Candidate> ranked) {
        DisruptionAllowance allowance = allowance();
        List<Candidate> together = new ArrayList<>();
        for (Candidate candidate : ranked) {
            if (allows(allowance, candidate)) {
                allowance.take(candidate.node(), candidate.template().group());
                together.add(candidate);
            }
        }
        return together;
    }

    private DisruptionAllowance allowance() {
        return new DisruptionAllowance(ground.state(), budgets, Set.of(), now);
    }

    private boolean allows(DisruptionAllowance allowance, Candidate candidate) {
        NodeGroup group = candidate.template().group();
        boolean allowed = allowance.allows(candidate.node(), group, candidate.pods().isEmpty());
        if (!allowed) {
            DisruptionBudget.nextEnd(DisruptionAllowance.budgets(group, budgets), now)
                    .ifPresent(this::holdsAtMostUntil);
        }
        return allowed;
    }

    private void holdsAtMostUntil(Instant time) {
        if (time.isBefore(holdsUntil)) {
            holdsUntil = time;
        }
    }

    private boolean isOld(Node node) {
        Instant old = node.metadata().creationTime().plus(options.cooldown());
        if (old.isAfter(now)) {
            holdsAtMostUntil(old);
        }
        return !old.isAfter(now);
    }

    private Optional<GroupTemplate> template(int index) {
        return ground.state()
                .standing(index)
                .group()
                .map(NodeGroup::name)
                .map(name -> ground.templates().known().get(name))
                .filter(known -> known.price().isKnown());
    }

    /** Empty where a pod of the node may not move. */
    private Optional<Candidate> candidate(Node node, GroupTemplate template) {
        List<Pod> there = ground.snapshot().podsOn(node.name());
        if (DoNotDisrupt.holds(node, there)) {
            return Optional.empty();
        }
        List<Pod> moving = new ArrayList<>();
        for (Pod pod : there) {
            switch (DrainRules.check(pod, facts)) {
                case Drainability.Blocked _ -> {
                    return Optional.empty();
                }
                case Drainability.Movable _ -> {
                    if (!pod.isDaemon()) {
                        moving.add(pod);
                    }
                }
                case Drainability.Negligible _, Drainability.Undecided _ -> {}
            }
        }
        return Optional.of(new Candidate(node, template, moving));
    }
}
