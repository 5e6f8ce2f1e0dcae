package io.plimsoll.autoscaler.decision;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.Decision.Health;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.clusterstate.Census;
import io.plimsoll.autoscaler.decision.clusterstate.ClusterState;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.consolidation.Calm;
import io.plimsoll.autoscaler.decision.consolidation.Ground;
import io.plimsoll.autoscaler.decision.consolidation.ReplacementPlanner;
import io.plimsoll.autoscaler.decision.intake.FreshPods;
import io.plimsoll.autoscaler.decision.intake.PendingPods;
import io.plimsoll.autoscaler.decision.interruption.GroupSeats;
import io.plimsoll.autoscaler.decision.interruption.InterruptionPlanner;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.decision.repair.RepairPlanner;
import io.plimsoll.autoscaler.decision.scaledown.Cooldowns;
import io.plimsoll.autoscaler.decision.scaledown.ScaleDownPlan;
import io.plimsoll.autoscaler.decision.scaledown.ScaleDownPlanner;
import io.plimsoll.autoscaler.decision.scaledown.drainability.DrainFacts;
import io.plimsoll.autoscaler.decision.scaledown.drainability.RemainingBudgets;
import io.plimsoll.autoscaler.decision.scaledown.drainability.WorkloadIndex;
import io.plimsoll.autoscaler.decision.scaleup.ScaleUpPlan;
import io.plimsoll.autoscaler.decision.scaleup.ScaleUpPlanner;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain;
import io.plimsoll.autoscaler.decision.template.DaemonPods;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import io.plimsoll.autoscaler.decision.template.TemplateBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The one function from what was observed to what to do. */
public final class DecisionCore {

    private final Observation observation;
    private final History history;
    private final AutoscalingOptions options;
    private final Instant now;
    private final ClusterState state;
    private final LoopMemory memory;

    DecisionCore(
            LoopMemory memory,
            Observation observation,
            History history,
            AutoscalingOptions options,
            Instant now) {
        this.memory = memory;
        this.observation = observation;
        this.history = history;
        this.options = options;
        this.now = now;
        this.state = memory.census().take(observation, history, options, now);
    }

    /**
     * Decides one loop, by the rules of Cluster Autoscaler 1.29. Pure: the same arguments give the
     * same decision.
     *
     * @param now the loop's time
     * @throws IllegalArgumentException when an option names an expander that does not exist
     */
    public static Decision decide(
            Observation observation, History history, AutoscalingOptions options, Instant now) {
        return new DecisionSession(new Census()).decide(observation, history, options, now);
    }

    /** Leaves the memory's snapshot changed. */
    Decision decide() {
        Health health = state.health();
        return health.healthy() ? decideHealthy() : standStill(health);
    }

    private Decision standStill(Health health) {
        ScaleDownPlan nodes =
                ScaleDownPlanner.notLooking(
                        cluster(), state, memory.nodes(), UnremovableReason.CLUSTER_UNHEALTHY);
        List<PodVerdict> pods = new ArrayList<>();
        for (Pod pod : memory.snapshot().unbound()) {
            if (PendingPods.isWaiting(pod)) {
                pods.add(new PodVerdict.AwaitsEvaluation(pod.key()));
            }
        }
        return new Decision(health, pods, nodes.verdicts(), List.of());
    }

    private Decision decideHealthy() {
        Loop seen = look();
        GroupTemplates templates = seen.templates();
        LoopSnapshot loop = seen.surroundings();
        PendingPods.Intake intake = seen.intake();
        boolean wait =
                FreshPods.mayBeMore(intake.helpless(), cluster(), options.scaleUp().intake(), now);
        ScaleUpPlanner planner = new ScaleUpPlanner(state, templates, options, history, now);
        ScaleUpPlan plan = scaleUp(planner, intake, loop, wait);
        ScaleDownPlan nodes = scaleDown(loop, !plan.scaleUps().isEmpty(), wait);
        List<PodVerdict> pods = verdicts(intake, plan);
        List<Action.Planned> actions = new ArrayList<>(withMinSizes(planner, plan));
        actions.addAll(InterruptionPlanner.replacements(loop.interrupted(), plan.scaleUps()));
        actions.addAll(nodes.removals());
        actions.addAll(interruptions(seen, plan, nodes));
        actions.addAll(new RepairPlanner(state, options.health().repair(), history, now).plan());
        Optional<Replacement> replacement =
                actions.isEmpty() && !wait && mayReplace(pods, nodes)
                        ? replacement(seen, nodes, planner)
                        : Optional.empty();
        replacement.ifPresent(actions::add);
        return new Decision(
                Health.OK,
                pods,
                replacement
                        .map(found -> ReplacementPlanner.verdicts(nodes.verdicts(), found, now))
                        .orElse(nodes.verdicts()),
                actions);
    }

    private Optional<Replacement> replacement(
            Loop seen, ScaleDownPlan nodes, ScaleUpPlanner planner) {
        if (memory.replacements().holds(observation, options, now)) {
            return Optional.empty();
        }
        ReplacementPlanner looking =
                new ReplacementPlanner(ground(seen, nodes), planner.cheapestNodes(), options, now);
        Optional<Replacement> found =
                looking.plan(
                        seen.intake().helpless(),
                        Cooldowns.removalsLeft(
                                history.cooldown(), options.scaleDown().parallelism(), now));
        if (found.isEmpty()) {
            memory.replacements().remember(observation, options, now, looking.holdsUntil());
        }
        return found;
    }

    private boolean mayReplace(List<PodVerdict> pods, ScaleDownPlan nodes) {
        return options.scaleDown().enabled()
                && options.scaleDown().consolidation().mode() != Consolidation.OFF
                && !cluster().view().isStale()
                && state.interrupted().isEmpty()
                && Calm.ofPods(pods)
                && Calm.ofRemovals(nodes.verdicts())
                && Calm.ofNodes(cluster(), state, history, options.scaleDown(), now);
    }

    private Ground ground(Loop seen, ScaleDownPlan nodes) {
        return new Ground(
                cluster(),
                state,
                seen.templates(),
                seen.surroundings().snapshot(),
                seen.surroundings().closed(),
                nodes.verdicts());
    }

    /** What a decision is made on. */
    record Loop(GroupTemplates templates, LoopSnapshot surroundings, PendingPods.Intake intake) {}

    /** Leaves the memory's snapshot changed. */
    Loop look() {
        GroupTemplates templates = templates();
        memory.snapshot().unbindBelow(options.scaleUp().intake().expendablePriorityCutoff());
        LoopSnapshot loop = LoopSnapshot.of(memory.snapshot(), state, templates, history);
        PendingPods.Intake intake =
                new PendingPods(options.scaleUp().intake(), loop.snapshot(), loop.closed(), now)
                        .sort(important(loop.displaced()));
        return new Loop(templates, loop, intake);
    }

    ClusterState state() {
        return state;
    }

    Observation observation() {
        return observation;
    }

    History history() {
        return history;
    }

    AutoscalingOptions options() {
        return options;
    }

    Instant now() {
        return now;
    }

    private List<Pod> important(List<Pod> pods) {
        int cutoff = options.scaleUp().intake().expendablePriorityCutoff();
        return pods.stream().filter(pod -> pod.spec().policy().priority() >= cutoff).toList();
    }

    private GroupTemplates templates() {
        DaemonPods daemonPods =
                new DaemonPods(cluster(), options.scaleUp().intake().forceDaemonSets());
        return new TemplateBuilder(state, new TransientTaints(options.taints()), daemonPods, now)
                .build(memory.snapshot());
    }

    private ScaleUpPlan scaleUp(
            ScaleUpPlanner planner, PendingPods.Intake intake, LoopSnapshot loop, boolean wait) {
        List<Pod> helpless = intake.helpless();
        if (helpless.isEmpty()) {
            return ScaleUpPlan.NOTHING;
        }
        int maxNodes = options.limits().maxNodesTotal();
        if (maxNodes > 0 && state.readyAndSchedulable() >= maxNodes) {
            List<Pod> all = new ArrayList<>(helpless);
            all.addAll(intake.young());
            return planner.refuse(all, "max total nodes in cluster reached");
        }
        if (wait) {
            return planner.postpone(helpless);
        }
        if (options.scaleUp().isMix()) {
            return planner.planMix(helpless, loop.snapshot(), loop.closed());
        }
        ExpanderChain expander =
                ExpanderChain.of(
                        options.scaleUp().expanders(), cluster().expanderPriorities(), now);
        return planner.plan(helpless, loop.snapshot(), expander);
    }

    private ScaleDownPlan scaleDown(LoopSnapshot loop, boolean scaledUp, boolean wait) {
        if (scaledUp || !options.scaleDown().enabled()) {
            return ScaleDownPlanner.notLooking(
                    cluster(), state, memory.nodes(), UnremovableReason.NOT_EVALUATED);
        }
        if (cluster().view().isStale()) {
            return ScaleDownPlanner.notLooking(
                    cluster(), state, memory.nodes(), UnremovableReason.STALE_VIEW);
        }
        return new ScaleDownPlanner(state, options, history, now, memory.nodes())
                .plan(
                        cluster(),
                        new ScaleDownPlanner.Surroundings(
                                loop.snapshot(), loop.upcoming(), loop.closed()),
                        !wait);
    }

    /** Who cannot see asks no pod to go, and ends nothing. */
    private List<Action.Planned> interruptions(Loop seen, ScaleUpPlan plan, ScaleDownPlan removed) {
        LoopSnapshot loop = seen.surroundings();
        if (loop.interrupted().isEmpty() || cluster().view().isStale()) {
            return List.of();
        }
        Map<String, Integer> leaving = new HashMap<>();
        history.removals()
                .values()
                .forEach(each -> leaving.merge(each.nodeGroup(), 1, Integer::sum));
        removed.removals().forEach(each -> leaving.merge(each.nodeGroup(), 1, Integer::sum));
        DrainFacts facts =
                new DrainFacts(
                        options.scaleDown().drain(),
                        new WorkloadIndex(cluster().controllers().workloads()),
                        new RemainingBudgets(cluster().controllers().budgets()),
                        now);
        return new InterruptionPlanner(
                        facts,
                        options.scaleUp().intake().expendablePriorityCutoff(),
                        haveRoom(seen),
                        new GroupSeats(state, leaving, plan.verdicts().values()))
                .plan(loop.interrupted());
    }

    private static Set<ObjectKey> haveRoom(Loop seen) {
        Set<String> notThere = seen.surroundings().notThere();
        Set<ObjectKey> haveRoom = new HashSet<>();
        for (Pod pod : seen.surroundings().displaced()) {
            if (seen.intake().settled().get(pod.key())
                            instanceof PodVerdict.FitsExistingNode(_, String node)
                    && !notThere.contains(node)) {
                haveRoom.add(pod.key());
            }
        }
        return haveRoom;
    }

    private List<ScaleUp> withMinSizes(ScaleUpPlanner planner, ScaleUpPlan plan) {
        return plan.scaleUps().isEmpty() && options.scaleUp().orders().enforceMinSize()
                ? planner.enforceMinSizes()
                : plan.scaleUps();
    }

    private List<PodVerdict> verdicts(PendingPods.Intake intake, ScaleUpPlan plan) {
        List<PodVerdict> verdicts = new ArrayList<>();
        for (Pod pod : memory.snapshot().unbound()) {
            if (PendingPods.isWaiting(pod)) {
                PodVerdict planned = plan.verdicts().get(pod.key());
                PodVerdict verdict = planned == null ? intake.settled().get(pod.key()) : planned;
                if (verdict != null) {
                    verdicts.add(verdict);
                }
            }
        }
        return verdicts;
    }

    private Cluster cluster() {
        return observation.cluster();
    }
}
