package io.plimsoll.autoscaler.decision.world;

/** Something about a group of a world. */
@FunctionalInterface
public interface GroupTrait {
    void apply(GroupDraft group);
}
