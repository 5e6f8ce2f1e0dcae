package io.plimsoll.stacks.nodegroup;

import io.plimsoll.stacks.network.NodeSubnets;
import java.util.Optional;

/**
 * The network that nodes are in.
 *
 * @param clusterSecurityGroup the group that EKS made for the cluster, by which the control plane
 *     reaches nodes
 * @param defaultSecurityGroup of the VPC that the stacks made
 */
public record NodeNetwork(
        NodeSubnets subnets, String clusterSecurityGroup, Optional<String> defaultSecurityGroup) {}
