package io.plimsoll.autoscaler.decision.scheduling.node;

import io.plimsoll.autoscaler.decision.model.Node;

/**
 * Nodes that no pod's node rule and no topology tells apart, save by name or by labels that differ
 * from node to node.
 *
 * @param example a node that speaks for all
 */
public record NodeClass(int number, Node example, CapacityIndex index) {}
