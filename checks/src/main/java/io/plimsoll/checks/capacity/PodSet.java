package io.plimsoll.checks.capacity;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;

/**
 * Alike pods that do not exist yet.
 *
 * @param label who makes them, for messages
 * @param alike any of them, on no node
 * @param count how many there are at most
 */
public record PodSet(String label, Pod alike, int count) {

    Pod pod(int number) {
        ObjectKey key =
                new ObjectKey(
                        alike.key().namespace(), "%s-%05d".formatted(alike.key().name(), number));
        return new Pod(key, alike.metadata(), alike.controller(), alike.spec(), alike.status());
    }
}
