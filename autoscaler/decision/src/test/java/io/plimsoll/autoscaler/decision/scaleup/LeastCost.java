package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.scaleup.Workload.Kind;
import io.plimsoll.autoscaler.decision.scaleup.Workload.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The least that nodes for all pods can cost, exactly: how many nodes are filled by each pattern, a
 * pattern being what one node of a machine can hold (Gilmore and Gomory, "A linear programming
 * approach to the cutting-stock problem", Operations Research 9, 1961). Kinds are few and small, so
 * every number of pods left of each is looked at, from none to all, which no solver's rounding or
 * gap can spoil.
 */
final class LeastCost {

    private final Workload workload;
    private final List<Kind> kinds;
    private final List<Pattern> patterns = new ArrayList<>();

    private LeastCost(Workload workload, List<Kind> kinds) {
        this.workload = workload;
        this.kinds = kinds;
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
     * @param kinds of pods that are to have a node, without regard to spread; all together must fit
     *     on nodes of some kind
     */
    static long microUsd(Workload workload, List<Kind> kinds) {
        return new LeastCost(workload, kinds).solve();
    }

    private long solve() {
        for (Machine machine : workload.machines()) {
            addPatterns(
                    machine,
                    new int[kinds.size()],
                    0,
                    machine.milliCpu() - workload.agentMilliCpu(),
                    machine.memoryMib());
        }
        removeBeaten();
        int[] digits = kinds.stream().mapToInt(kind -> kind.count() + 1).toArray();
        long[] least = new long[Arrays.stream(digits).reduce(1, Math::multiplyExact)];
        for (int state = 1; state < least.length; state++) {
            least[state] = Long.MAX_VALUE;
            for (Pattern pattern : patterns) {
                int after = without(state, pattern, digits);
                // Where nothing of it is left to place, or what is left cannot be placed.
                if (after < state && least[after] < Long.MAX_VALUE) {
                    least[state] = Math.min(least[state], least[after] + pattern.microUsd());
                }
            }
        }
        return least[least.length - 1];
    }

    /** A state is a number whose digits are how many pods of each kind are to be placed. */
    private static int without(int state, Pattern pattern, int[] digits) {
        int after = 0;
        int place = 1;
        int rest = state;
        for (int kind = 0; kind < digits.length; kind++) {
            after += place * Math.max(0, rest % digits[kind] - pattern.pods().get(kind));
            rest /= digits[kind];
            place *= digits[kind];
        }
        return after;
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
