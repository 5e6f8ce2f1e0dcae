package io.plimsoll.autoscaler.decision.model;

import java.util.Comparator;
import java.util.List;

/** A node group: one Auto Scaling group, as the cloud described it. */
public record NodeGroup(
        String name,
        Size size,
        List<Instance> instances,
        Template template,
        NodeGroupOptions options) {

    public NodeGroup {
        instances = instances.stream().sorted(Comparator.comparing(Instance::id)).toList();
    }

    /**
     * @param target the desired capacity
     * @param suspended its process Launch is suspended: whatever is ordered, nothing comes
     */
    public record Size(int min, int max, int target, boolean suspended) {
        public Size(int min, int max, int target) {
            this(min, max, target, false);
        }

        /** The same with another desired capacity. */
        public Size withTarget(int other) {
            return new Size(min, max, other, suspended);
        }
    }

    /** It neither grows nor shrinks; its nodes are there for pods. */
    public boolean isLeftAlone() {
        return template instanceof Template.LeftAlone;
    }

    /** What a new node looks like, or why nobody can say: then the nodes that are there tell. */
    public sealed interface Template {
        record Known(NodeTemplate template) implements Template {}

        record Unknown(String problem) implements Template {}

        /** Its nodes tell nothing of new ones, or are not what it counts in. */
        record LeftAlone(String reason) implements Template {}
    }

    /**
     * An instance of the group.
     *
     * @param id such as {@code i-0123456789abcdef0}
     * @param providerId as its node's {@code spec.providerID} will say
     */
    public record Instance(String id, String providerId, Lifecycle lifecycle) {}

    public enum Lifecycle {
        PENDING,
        IN_SERVICE,
        TERMINATING
    }
}
