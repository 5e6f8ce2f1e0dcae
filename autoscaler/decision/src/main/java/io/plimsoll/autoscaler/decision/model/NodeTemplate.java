package io.plimsoll.autoscaler.decision.model;

/**
 * What the next node of a group will look like (Cluster Autoscaler: TemplateNodeInfo).
 *
 * @param node labels, taints, capacity and allocatable of the node; its name is a placeholder
 * @param price of one such node
 */
public record NodeTemplate(Node node, Price price) {}
