package io.plimsoll.autoscaler.decision.scheduling.node;

import java.util.Arrays;

/** Whole numbers in a row. */
public final class IntList {
    private int[] numbers = new int[16];
    private int size;

    public IntList() {}

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int get(int index) {
        return numbers[index];
    }

    public void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    public void set(int index, int number) {
        numbers[index] = number;
    }

    public int removeLast() {
        return numbers[--size];
    }

    public void clear() {
        size = 0;
    }
}
