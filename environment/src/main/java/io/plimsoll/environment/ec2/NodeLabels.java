package io.plimsoll.environment.ec2;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Labels that nodes get from kubelet, the cloud controller, the EBS driver and EKS. */
public final class NodeLabels {

    /** Which managed node group the node is of. */
    public static final String NODE_GROUP = "eks.amazonaws.com/nodegroup";

    /** A Local Zone's name begins with its region's, as an ordinary zone's does. */
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d+");

    private NodeLabels() {}

    /** What follows from the instance type. */
    public static SortedMap<String, String> ofType(InstanceType type) {
        SortedMap<String, String> labels = new TreeMap<>();
        String arch = type.architecture().kubernetesName();
        labels.put("kubernetes.io/arch", arch);
        labels.put("beta.kubernetes.io/arch", arch);
        labels.put("node.kubernetes.io/instance-type", type.name());
        labels.put("beta.kubernetes.io/instance-type", type.name());
        return labels;
    }

    /**
     * What follows from where the node is.
     *
     * @return empty where {@code zone} is no availability zone's name
     */
    public static Optional<SortedMap<String, String>> ofZone(String zone) {
        Matcher region = REGION.matcher(zone);
        if (!region.lookingAt()) {
            return Optional.empty();
        }
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("topology.kubernetes.io/region", region.group());
        labels.put("topology.kubernetes.io/zone", zone);
        labels.put("topology.ebs.csi.aws.com/zone", zone);
        labels.put("failure-domain.beta.kubernetes.io/region", region.group());
        labels.put("failure-domain.beta.kubernetes.io/zone", zone);
        return Optional.of(labels);
    }

    /**
     * What follows from the operating system.
     *
     * @param name {@code linux} or {@code windows}
     */
    public static SortedMap<String, String> ofSystem(String name) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("kubernetes.io/os", name);
        labels.put("beta.kubernetes.io/os", name);
        return labels;
    }

    /**
     * What EKS adds to the nodes of a managed group.
     *
     * @param capacity {@code ON_DEMAND} or {@code SPOT}
     */
    public static SortedMap<String, String> ofNodeGroup(String name, String capacity) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(NODE_GROUP, name);
        labels.put("eks.amazonaws.com/capacityType", capacity);
        return labels;
    }
}
