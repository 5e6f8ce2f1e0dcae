package io.plimsoll.autoscaler.decision.world;

/** Something about a pod of a world. */
@FunctionalInterface
public interface PodTrait {
    void apply(PodDraft pod);
}
