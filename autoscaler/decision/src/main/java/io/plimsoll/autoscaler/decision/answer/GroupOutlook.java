package io.plimsoll.autoscaler.decision.answer;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;

/** What a decision reckons with of a group. */
public sealed interface GroupOutlook {
    NodeGroup group();

    /**
     * @param node the next one of the group; a real node's name where one is the template
     * @param ownPods how many DaemonSet and mirror pods come with it
     * @param taken by these
     */
    record Known(NodeGroup group, Node node, int ownPods, Resources taken, Price price)
            implements GroupOutlook {}

    /**
     * @param problem why nobody knows what the next node looks like
     */
    record Unknown(NodeGroup group, String problem) implements GroupOutlook {}
}
