package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.scaleup.Workload.Kind;
import io.plimsoll.autoscaler.decision.scaleup.Workload.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The least that nodes for all pods can cost, exactly: how many nodes are filled by each pattern, a
 * pattern being what one node of a machine can hold (Gilmore and Gomory, "A linear programming
 * approach to the cutting-stock problem", Operations Research 9, 1961).
 */
final class LeastCost {

    /** Solvers like numbers that are neither large nor small. */
    private static final double MICRO = 1e6;

    private final Workload workload;
    private final List<Kind> kinds;
    private final boolean whole;
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final List<Expression> demands = new ArrayList<>();
    private final List<Pattern> patterns = new ArrayList<>();

    private LeastCost(Workload workload, List<Kind> kinds, boolean whole) {
        this.workload = workload;
        this.kinds = kinds;
        this.whole = whole;
    }

    /** How many pods of each kind a node of a machine holds. */
    private record Pattern(List<Integer> pods, long microUsd) {
        boolean isBeatenBy(Pattern other) {
            return other.microUsd <= microUsd
                    && IntStream.range(0, pods.size())
                            .allMatch(kind -> other.pods.get(kind) >= pods.get(kind));
        }
    }

    /**
     * @param kinds of pods that are to have a node, without regard to spread
     */
    static double microUsd(Workload workload, List<Kind> kinds) {
        OptionalDouble exact = new LeastCost(workload, kinds, true).solve();
        // The solver gives up on one in a thousand; parts of nodes cost no more than whole ones.
        return exact.isPresent()
                ? exact.getAsDouble()
                : new LeastCost(workload, kinds, false).solve().orElseThrow();
    }

    private OptionalDouble solve() {
        for (Kind kind : kinds) {
            demands.add(model.newExpression(kind.app()).lower(kind.count()));
        }
        for (Machine machine : workload.machines()) {
            addPatterns(
                    machine,
                    new int[kinds.size()],
                    0,
                    machine.milliCpu() - workload.agentMilliCpu(),
                    machine.memoryMib());
        }
        removeBeaten();
        for (Pattern pattern : patterns) {
            Variable variable =
                    model.newVariable("x" + model.countVariables())
                            .integer(whole)
                            .lower(0)
                            .weight(pattern.microUsd() / MICRO);
            for (int kind = 0; kind < kinds.size(); kind++) {
                demands.get(kind).set(variable, pattern.pods().get(kind));
            }
        }
        Optimisation.Result result = model.minimise();
        return result.getState().isOptimal()
                ? OptionalDouble.of(result.getValue() * MICRO)
                : OptionalDouble.empty();
    }

    private void removeBeaten() {
        List<Pattern> all = List.copyOf(patterns);
        patterns.clear();
        for (int index = 0; index < all.size(); index++) {
            Pattern pattern = all.get(index);
            boolean beaten = patterns.stream().anyMatch(pattern::isBeatenBy);
            for (int later = index + 1; later < all.size() && !beaten; later++) {
                beaten = pattern.isBeatenBy(all.get(later)) && !all.get(later).isBeatenBy(pattern);
            }
            if (!beaten) {
                patterns.add(pattern);
            }
        }
    }

    /** What could take one pod more is no pattern of its own. */
    private void addPatterns(
            Machine machine, int[] pattern, int kind, long milliCpu, long memoryMib) {
        if (kind == pattern.length) {
            if (isFull(machine, pattern, milliCpu, memoryMib)) {
                patterns.add(
                        new Pattern(Arrays.stream(pattern).boxed().toList(), machine.microUsd()));
            }
            return;
        }
        Kind next = kinds.get(kind);
        int most = fits(machine, next) ? next.count() : 0;
        for (int count = 0; count <= most; count++) {
            long cpuLeft = milliCpu - count * next.milliCpu();
            long memoryLeft = memoryMib - count * next.memoryMib();
            if (cpuLeft < 0 || memoryLeft < 0) {
                break;
            }
            pattern[kind] = count;
            addPatterns(machine, pattern, kind + 1, cpuLeft, memoryLeft);
        }
        pattern[kind] = 0;
    }

    private boolean isFull(Machine machine, int[] pattern, long milliCpu, long memoryMib) {
        for (int each = 0; each < pattern.length; each++) {
            Kind kind = kinds.get(each);
            if (fits(machine, kind)
                    && pattern[each] < kind.count()
                    && kind.milliCpu() <= milliCpu
                    && kind.memoryMib() <= memoryMib) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(Machine machine, Kind kind) {
        return kind.zone().isEmpty() || kind.zone().equals(machine.zone());
    }
}
