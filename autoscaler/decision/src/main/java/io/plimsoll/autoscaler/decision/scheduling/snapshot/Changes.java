package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What tells a list of objects from an earlier one, both in one order. An object that was replaced
 * is in both lists.
 */
final class Changes<T> {
    private final List<T> gone = new ArrayList<>();
    private final List<T> come = new ArrayList<>();

    /** Where in {@code gone} and {@code come} the same object's two forms are. */
    private final List<int[]> replaced = new ArrayList<>();

    /** Looks at one object that was replaced. */
    interface Replacement<T> {
        /**
         * @param index of {@code after} among those that come
         */
        boolean settles(T before, T after, int index);
    }

    @SuppressWarnings("ReferenceEquality")
    static <T> Changes<T> between(List<T> before, List<T> after, Comparator<T> order) {
        Changes<T> changes = new Changes<>();
        if (before == after) {
            return changes;
        }
        int old = 0;
        int young = 0;
        while (old < before.size() && young < after.size()) {
            if (before.get(old) == after.get(young)) {
                old++;
                young++;
                continue;
            }
            int comparison = order.compare(before.get(old), after.get(young));
            if (comparison == 0) {
                changes.replaced.add(new int[] {changes.gone.size(), changes.come.size()});
            }
            if (comparison <= 0) {
                changes.gone.add(before.get(old++));
            }
            if (comparison >= 0) {
                changes.come.add(after.get(young++));
            }
        }
        changes.gone.addAll(before.subList(old, before.size()));
        changes.come.addAll(after.subList(young, after.size()));
        return changes;
    }

    boolean none() {
        return gone.isEmpty() && come.isEmpty();
    }

    List<T> gone() {
        return gone;
    }

    List<T> come() {
        return come;
    }

    /**
     * Strikes out replacements that are settled.
     *
     * @param beside something for each object that comes, struck out with it; or nothing at all
     */
    void removeIf(Replacement<T> replacement, List<?> beside) {
        List<int[]> settled = new ArrayList<>();
        for (int[] pair : replaced) {
            if (replacement.settles(gone.get(pair[0]), come.get(pair[1]), pair[1])) {
                settled.add(pair);
            }
        }
        if (settled.isEmpty()) {
            return;
        }
        strikeOut(gone, settled, 0);
        strikeOut(come, settled, 1);
        if (!beside.isEmpty()) {
            strikeOut(beside, settled, 1);
        }
        replaced.clear();
    }

    private static <E> void strikeOut(List<E> list, List<int[]> settled, int side) {
        int kept = settled.getFirst()[side];
        int next = 0;
        for (int index = kept; index < list.size(); index++) {
            if (next < settled.size() && settled.get(next)[side] == index) {
                next++;
            } else {
                list.set(kept++, list.get(index));
            }
        }
        list.subList(kept, list.size()).clear();
    }

    /** The list with {@code gone} taken out, by identity, and {@code come} put in; all in order. */
    @SuppressWarnings("ReferenceEquality")
    static <T> List<T> apply(List<T> list, List<T> gone, List<T> come, Comparator<T> order) {
        List<T> result = new ArrayList<>(list.size() - gone.size() + come.size());
        int left = 0;
        int added = 0;
        for (T each : list) {
            if (left < gone.size() && gone.get(left) == each) {
                left++;
                continue;
            }
            while (added < come.size() && order.compare(come.get(added), each) < 0) {
                result.add(come.get(added++));
            }
            result.add(each);
        }
        result.addAll(come.subList(added, come.size()));
        return result;
    }
}
