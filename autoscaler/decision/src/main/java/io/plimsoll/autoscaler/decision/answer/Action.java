package io.plimsoll.autoscaler.decision.answer;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Something to do to the cluster or the cloud. */
public sealed interface Action {

    /** For people, such as {@code scale-up kong 2 to 4}. */
    String inWords();

    /**
     * What a decision asks for. The other actions are what carrying it out, or clearing away what
     * came of it, takes beside.
     */
    sealed interface Planned extends Action {}

    /**
     * Raise a node group.
     *
     * @param from the desired capacity that was observed
     * @param pods which this helps
     * @param reason why this group and this many, in one sentence
     */
    record ScaleUp(String nodeGroup, int from, int to, List<ObjectKey> pods, String reason)
            implements Planned {
        public ScaleUp {
            pods = List.copyOf(pods);
        }

        @Override
        public String inWords() {
            return "scale-up %s %d to %d".formatted(nodeGroup, from, to);
        }
    }

    /**
     * Remove a node that was unneeded long enough.
     *
     * @param podsMoveTo the pods to evict first; none when the node is empty
     * @param reason why this node, in one sentence
     */
    record NodeRemoval(
            String node, String nodeGroup, SortedMap<ObjectKey, String> podsMoveTo, String reason)
            implements Planned {
        public NodeRemoval {
            podsMoveTo = Collections.unmodifiableSortedMap(new TreeMap<>(podsMoveTo));
        }

        public boolean isDrain() {
            return !podsMoveTo.isEmpty();
        }

        @Override
        public String inWords() {
            return "remove node %s of %s".formatted(node, nodeGroup);
        }
    }

    /**
     * Have pods served for less: mark nodes, and order those that come in their place. A marked
     * node goes when its pods have room on others that are ready, and else keeps its place.
     *
     * @param nodes that are to go, by their names
     * @param orders what is ordered for it; nothing where the other nodes have room for all
     * @param saving of all nodes together
     * @param reason why, in one sentence
     */
    record Replacement(
            SortedMap<String, Gone> nodes, List<ScaleUp> orders, Saving saving, String reason)
            implements Planned {
        public Replacement {
            nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
            orders = List.copyOf(orders);
        }

        @Override
        public String inWords() {
            String ordered =
                    orders.stream().map(ScaleUp::inWords).collect(Collectors.joining(", "));
            return "replace %s%s"
                    .formatted(
                            String.join(", ", nodes.keySet()),
                            ordered.isEmpty() ? " by the others" : ": " + ordered);
        }
    }

    /**
     * A node that is to go.
     *
     * @param podsMoveTo where each pod that must move would run: a node that is there, or one to
     *     come of a group ({@code GROUP-new-NUMBER})
     */
    record Gone(String nodeGroup, SortedMap<ObjectKey, String> podsMoveTo) {
        public Gone {
            podsMoveTo = Collections.unmodifiableSortedMap(new TreeMap<>(podsMoveTo));
        }
    }

    /**
     * What nodes cost, in millionths of a US dollar an hour.
     *
     * @param before those that go
     * @param after those that come
     */
    record Saving(long before, long after) {
        public long perHour() {
            return before - after;
        }
    }

    /** A node that was to be replaced keeps its place. */
    record KeepNode(String node) implements Action {
        @Override
        public String inWords() {
            return "keep node " + node;
        }
    }

    /**
     * End the machine of a node that loses it anyway, before others do.
     *
     * @param withPods whatever is still on it does not leave it
     * @param reason why, and why the group's size becomes what it does, in one sentence
     */
    record EndInterrupted(
            String node, String nodeGroup, Sequel sequel, boolean withPods, String reason)
            implements Planned {
        @Override
        public String inWords() {
            return "end interrupted node %s of %s".formatted(node, nodeGroup);
        }
    }

    /** Write on an interrupted node that this decision orders another in its place. */
    record NoteReplacement(String node) implements Planned {
        @Override
        public String inWords() {
            return "note that a node is ordered in place of " + node;
        }
    }

    /**
     * Give up a broken node: it is marked as one that loses its machine, drained as far as it goes,
     * and replaced.
     *
     * @param by until when its pods have time to leave it
     * @param reason which condition is bad, in one sentence
     */
    record Repair(String node, Instant by, String reason) implements Planned {
        @Override
        public String inWords() {
            return "repair node %s: %s".formatted(node, reason);
        }
    }

    /** What becomes of a group's target when one of its machines ends. */
    enum Sequel {
        /** It goes down by one: nothing comes in the machine's place. */
        SMALLER,
        /** It stays, and the cloud launches another machine. */
        REPLACED
    }

    /**
     * Write on a node that it loses its machine.
     *
     * @param interruption such as {@code Spot interruption}
     */
    record MarkInterrupted(String node, String interruption) implements Action {
        @Override
        public String inWords() {
            return "mark %s: %s".formatted(node, interruption);
        }
    }

    /** Ask a group no more for nodes that do not come. */
    record GiveBack(String nodeGroup, int from, int to) implements Action {
        @Override
        public String inWords() {
            return "give back %s %d to %d".formatted(nodeGroup, from, to);
        }
    }

    /**
     * End an instance that never became a node.
     *
     * @param instance its id
     */
    record EndUnregistered(String nodeGroup, String instance) implements Action {
        @Override
        public String inWords() {
            return "end unregistered %s of %s".formatted(instance, nodeGroup);
        }
    }

    /**
     * Ask a pod to leave a node that is to go; once, so a refusal is asked again in a later loop.
     */
    record Evict(ObjectKey pod, String node) implements Planned {
        @Override
        public String inWords() {
            return "evict %s from %s".formatted(pod, node);
        }
    }

    /** Take a mark for deletion off a node that stays. */
    record FreeNode(String node) implements Action {
        @Override
        public String inWords() {
            return "free node " + node;
        }
    }

    /** Ask the scheduler to prefer other nodes than one that may soon go. */
    record MarkCandidate(String node) implements Action {
        @Override
        public String inWords() {
            return "mark candidate " + node;
        }
    }

    /** The node is needed after all. */
    record UnmarkCandidate(String node) implements Action {
        @Override
        public String inWords() {
            return "unmark candidate " + node;
        }
    }
}
