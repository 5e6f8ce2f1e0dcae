package io.plimsoll.autoscaler.decision.world;

/** Something about a node of a world. */
@FunctionalInterface
public interface NodeTrait {
    void apply(NodeDraft node);
}
