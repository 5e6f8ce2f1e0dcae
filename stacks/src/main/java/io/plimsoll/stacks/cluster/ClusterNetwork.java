package io.plimsoll.stacks.cluster;

import io.plimsoll.stacks.network.NetworkStack;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awscdk.services.ec2.IVpc;
import software.constructs.Construct;

/**
 * The network that a cluster lives in.
 *
 * @param vpc makes or imports the VPC; its argument is the stack that wants it
 * @param made empty where the network is somebody else's
 */
public record ClusterNetwork(Function<Construct, IVpc> vpc, Optional<NetworkStack> made) {}
