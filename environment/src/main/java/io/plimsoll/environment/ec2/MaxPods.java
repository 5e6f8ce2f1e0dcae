package io.plimsoll.environment.ec2;

/**
 * How many pods kubelet takes on a node whose VPC CNI is told to do more than hand out single
 * addresses of all interfaces: the rule of the EKS user guide ("choosing an optimal EC2 instance
 * type"), with the limits that EKS recommends and keeps managed groups to.
 *
 * @param prefixDelegation each address of an interface but its own stands for a block of 16
 * @param customNetworking the first interface serves no pods
 */
public record MaxPods(boolean prefixDelegation, boolean customNetworking) {

    private static final int ADDRESSES_OF_A_PREFIX = 16;
    private static final int HOST_NETWORK_PODS = 2;
    private static final int VCPUS_OF_A_LARGE_TYPE = 30;
    private static final int MOST_ON_A_SMALL_TYPE = 110;
    private static final int MOST_ON_A_LARGE_TYPE = 250;

    /** Whether a node does as {@link InstanceType#maxPods} says. */
    public boolean isPlain() {
        return !prefixDelegation && !customNetworking;
    }

    public int of(InstanceType type) {
        int interfaces = type.network().interfaces() - (customNetworking ? 1 : 0);
        int places = type.network().ipv4PerInterface() - 1;
        int addresses = places * (prefixDelegation ? ADDRESSES_OF_A_PREFIX : 1);
        return Math.min(mostManaged(type), interfaces * addresses + HOST_NETWORK_PODS);
    }

    /** What EKS keeps managed node groups to, unless their image is the user's own. */
    public static int mostManaged(InstanceType type) {
        return type.compute().vcpus() < VCPUS_OF_A_LARGE_TYPE
                ? MOST_ON_A_SMALL_TYPE
                : MOST_ON_A_LARGE_TYPE;
    }
}
