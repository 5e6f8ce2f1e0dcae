package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.util.List;

/** Raises groups that are below their minimum, which the cloud does not do by itself. */
final class MinSizes {

    private MinSizes() {}

    /**
     * @param groups that may grow
     */
    static List<ScaleUp> enforce(List<NodeGroup> groups) {
        return groups.stream()
                .filter(group -> group.size().target() < group.size().min())
                .map(group ->
                        new ScaleUp(
                                group.name(),
                                group.size().target(),
                                group.size().min(),
                                List.of(),
                                "%s is below its minimum of %d"
                                        .formatted(group.name(), group.size().min())))
                .toList();
    }
}
