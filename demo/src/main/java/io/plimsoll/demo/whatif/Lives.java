package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.flight.PodLife;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pods as they would have lived if no node had been taken from them: one that was evicted, or lost
 * with its node, and the one that its controller made in its place are one.
 */
final class Lives {

    /** A loop sees that a pod was evicted later than its controller does. */
    private static final Duration BEFORE = Duration.ofSeconds(30);

    /** A controller makes the next pod at once; what comes later comes for another reason. */
    private static final Duration AFTER = Duration.ofMinutes(2);

    private final List<PodLife> recorded;
    private final int[] next;
    private final boolean[] isNext;

    private final Duration slack;

    private Lives(List<PodLife> recorded, Duration slack) {
        this.recorded = recorded;
        this.slack = slack;
        this.next = new int[recorded.size()];
        this.isNext = new boolean[recorded.size()];
        findSuccessors();
    }

    /**
     * @param recorded in any order
     * @param slack how much sooner or later than it is told a pod may have gone
     */
    static List<PodLife> whole(List<PodLife> recorded, Duration slack) {
        Lives lives = new Lives(recorded, slack);
        List<PodLife> whole = new ArrayList<>();
        for (int life = 0; life < recorded.size(); life++) {
            if (!lives.isNext[life]) {
                whole.add(lives.joined(life));
            }
        }
        return whole;
    }

    private void findSuccessors() {
        Map<OwnerReference, List<Integer>> byOwner = new HashMap<>();
        for (int life = 0; life < recorded.size(); life++) {
            int number = life;
            recorded.get(life)
                    .pod()
                    .controller()
                    .ifPresent(owner ->
                            byOwner.computeIfAbsent(owner, _ -> new ArrayList<>()).add(number));
        }
        byOwner.values().forEach(this::findSuccessors);
    }

    private void findSuccessors(List<Integer> siblings) {
        List<Integer> lost =
                siblings.stream()
                        .filter(life -> lostAt(life).isPresent())
                        .sorted(Comparator.comparing(life -> lostAt(life).orElseThrow()))
                        .toList();
        if (lost.isEmpty()) {
            return;
        }
        List<Integer> waiting =
                new ArrayList<>(
                        siblings.stream()
                                .sorted(Comparator.comparing(life -> recorded.get(life).comes()))
                                .toList());
        for (int life : lost) {
            Instant at = lostAt(life).orElseThrow();
            Iterator<Integer> candidates = waiting.iterator();
            while (candidates.hasNext() && next[life] == 0) {
                int candidate = candidates.next();
                Instant comes = recorded.get(candidate).comes();
                if (comes.isBefore(at.minus(BEFORE).minus(slack))) {
                    candidates.remove();
                } else if (comes.isAfter(at.plus(AFTER).plus(slack))) {
                    break;
                } else if (candidate != life && comes.isAfter(recorded.get(life).comes())) {
                    next[life] = candidate + 1;
                    isNext[candidate] = true;
                    candidates.remove();
                }
            }
        }
    }

    private Optional<Instant> lostAt(int life) {
        return recorded.get(life).end().flatMap(PodLife.End::lostAt);
    }

    private PodLife joined(int first) {
        int last = first;
        while (next[last] != 0) {
            last = next[last] - 1;
        }
        PodLife begun = recorded.get(first);
        return last == first
                ? begun
                : new PodLife(
                        begun.pod(),
                        begun.comes(),
                        begun.refused(),
                        begun.ran(),
                        recorded.get(last).end());
    }
}
