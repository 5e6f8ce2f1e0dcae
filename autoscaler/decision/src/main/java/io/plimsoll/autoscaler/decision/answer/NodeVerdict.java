package io.plimsoll.autoscaler.decision.answer;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** What scale-down thinks of one node; each node gets exactly one verdict a loop. */
public sealed interface NodeVerdict {
    String node();

    /** Empty for a node of no group. */
    Optional<String> nodeGroup();

    /**
     * Requests over allocatable of the fuller resource, in thousandths; empty where nobody needed
     * to know.
     */
    OptionalInt utilizationPermille();

    /**
     * @param since without a break
     */
    record Unneeded(
            String node,
            Optional<String> nodeGroup,
            OptionalInt utilizationPermille,
            Instant since,
            Removal removal)
            implements NodeVerdict {

        /** Where each pod that must move would run. */
        public SortedMap<ObjectKey, String> podsMoveTo() {
            return removal.podsMoveTo();
        }

        /** Why the node is not removed in this loop; empty when it is. */
        public Optional<UnremovableReason> heldBack() {
            return removal.heldBack();
        }
    }

    /**
     * Other nodes serve its pods for less, or will when they have come.
     *
     * @param since when it was marked; now, where it is only to be
     */
    record Replaced(
            String node,
            Optional<String> nodeGroup,
            OptionalInt utilizationPermille,
            Instant since,
            Removal removal)
            implements NodeVerdict {

        /** Where each pod that must move would run. */
        public SortedMap<ObjectKey, String> podsMoveTo() {
            return removal.podsMoveTo();
        }

        /** Why the node is not removed in this loop; empty when it is. */
        public Optional<UnremovableReason> heldBack() {
            return removal.heldBack();
        }
    }

    /**
     * What removing a node takes.
     *
     * @param podsMoveTo where each pod that must move would run
     * @param heldBack why the node is not removed in this loop; empty when it is
     */
    record Removal(SortedMap<ObjectKey, String> podsMoveTo, Optional<UnremovableReason> heldBack) {
        public Removal {
            podsMoveTo = Collections.unmodifiableSortedMap(new TreeMap<>(podsMoveTo));
        }
    }

    record Unremovable(
            String node,
            Optional<String> nodeGroup,
            OptionalInt utilizationPermille,
            UnremovableReason reason,
            Optional<BlockingPod> blockedBy)
            implements NodeVerdict {}

    record BlockingPod(ObjectKey pod, BlockingReason reason) {}
}
