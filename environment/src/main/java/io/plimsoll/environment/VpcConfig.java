package io.plimsoll.environment;

import java.util.List;

/** The network: a new one, or one that is there. In the file, {@code import} tells which. */
public sealed interface VpcConfig {

    /** Zones by full name, such as {@code us-west-1a}; at least two, as EKS asks. */
    List<String> availabilityZones();

    /**
     * A network that the stack makes.
     *
     * @param cidr IPv4 block, /16 to /24
     */
    record New(String cidr, List<String> availabilityZones, int natGateways) implements VpcConfig {
        public New {
            availabilityZones = List.copyOf(availabilityZones);
        }
    }

    /**
     * A network that is there already; named by its attributes, so that synthesis asks nobody.
     *
     * @param privateSubnetIds one a zone, in the zones' order
     */
    record Imported(String id, List<String> availabilityZones, List<String> privateSubnetIds)
            implements VpcConfig {
        public Imported {
            availabilityZones = List.copyOf(availabilityZones);
            privateSubnetIds = List.copyOf(privateSubnetIds);
        }
    }
}
