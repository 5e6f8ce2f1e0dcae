package io.plimsoll.autoscaler.decision.model;

import java.util.Comparator;
import java.util.List;

/** Which objects of a list were in an earlier one. */
public final class Carried {
    private Carried() {}

    /**
     * For each object of {@code after}, where the very same object is in {@code before}, or -1.
     * Both lists are in one order.
     */
    @SuppressWarnings("ReferenceEquality")
    public static <T> int[] positions(List<T> before, List<T> after, Comparator<? super T> order) {
        int[] positions = new int[after.size()];
        int old = 0;
        for (int index = 0; index < positions.length; index++) {
            T wanted = after.get(index);
            while (old < before.size()
                    && before.get(old) != wanted
                    && order.compare(before.get(old), wanted) < 0) {
                old++;
            }
            boolean same = old < before.size() && before.get(old) == wanted;
            positions[index] = same ? old++ : -1;
        }
        return positions;
    }
}
