package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.model.Interruption;
import java.util.List;

/**
 * What is heard of machines that will go. Each notice comes at least once, in any order, perhaps
 * late, and again until it is settled. Every call may throw {@link CloudException}.
 */
public interface InterruptionFeed {

    /** For a process that nobody tells. */
    InterruptionFeed SILENT =
            new InterruptionFeed() {
                @Override
                public List<Notice> notices() {
                    return List.of();
                }

                @Override
                public void settle(Notice notice) {}
            };

    /** All that have come and are not settled. Does not wait for further ones. */
    List<Notice> notices();

    /** Its nodes are marked, or it is none of ours: it need not come again. */
    void settle(Notice notice);

    /**
     * @param id of this delivery
     * @param instances ids, such as {@code i-0123456789abcdef0}; of any group and of none
     */
    record Notice(String id, List<String> instances, Interruption interruption) {
        public Notice {
            instances = List.copyOf(instances);
        }
    }
}
