package io.plimsoll.autoscaler.decision.clusterstate;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.util.Optional;

/**
 * What a node counts as, whatever the time. The same object from census to census as long as
 * neither the node nor its group is another.
 *
 * @param group whose instance the node is; empty for a node of no group
 * @param ending the cloud is ending the node's machine
 * @param ready as {@link NodeReadiness#isReady}
 */
public record Standing(Optional<NodeGroup> group, boolean ending, boolean ready) {}
