package io.plimsoll.autoscaler.decision.model;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.RandomAccess;

/**
 * Objects in an order, for good. Sorting such a list once more by the same order costs nothing,
 * however many objects it has: observations are made of lists of earlier ones.
 */
final class InOrder<E> extends AbstractList<E> implements RandomAccess {
    private final E[] elements;
    private final Comparator<? super E> order;

    private InOrder(E[] elements, Comparator<? super E> order) {
        this.elements = elements;
        this.order = order;
    }

    /**
     * @param order the same object for lists that are to be recognized
     */
    static <E> InOrder<E> of(Collection<E> unordered, Comparator<? super E> order) {
        if (unordered instanceof InOrder<E> ordered && ordered.order.equals(order)) {
            return ordered;
        }
        @SuppressWarnings("unchecked") // Nobody else sees the array.
        E[] elements = (E[]) unordered.toArray();
        Arrays.sort(elements, order);
        return new InOrder<>(elements, order);
    }

    @Override
    public E get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }
}
