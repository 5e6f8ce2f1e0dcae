package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Instant;
import java.util.Optional;

/**
 * A pod over a flight record.
 *
 * @param pod on no node, as it was seen first
 * @param comes when it was made; the record's begin where it was there before
 * @param refused when the scheduler found no node for it; empty where it found one at once
 * @param ran the first loop that saw it ready, or ended; empty where none did
 * @param end empty where it was there to the end
 */
public record PodLife(
        Pod pod,
        Instant comes,
        Optional<Instant> refused,
        Optional<Instant> ran,
        Optional<End> end) {

    /**
     * @param time of the first loop that did not see it any more, or saw it ended
     * @param lostAt when its node was taken from it: the autoscaler evicted it, or the node was
     *     lost; empty where it went for another reason
     */
    public record End(Instant time, Optional<Instant> lostAt) {}

    /** Whether the pod does its work and ends, whenever it may begin. */
    public boolean isOfJob() {
        return pod.controller().filter(owner -> owner.kind().equals("Job")).isPresent();
    }
}
