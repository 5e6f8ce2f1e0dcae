package io.plimsoll.autoscaler.decision.answer;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
    record NodeDeletion(
            String node, String nodeGroup, SortedMap<ObjectKey, String> podsMoveTo, String reason)
            implements Planned {
        public NodeDeletion {
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

    /** Ask a pod to leave a node that is to go. */
    record Evict(ObjectKey pod, String node) implements Action {
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
