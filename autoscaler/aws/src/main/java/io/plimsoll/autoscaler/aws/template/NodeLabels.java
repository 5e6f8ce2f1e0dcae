package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.environment.ec2.InstanceType;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Labels that nodes get from kubelet, the cloud controller, the EBS driver and EKS. */
final class NodeLabels {

    /** A Local Zone's name begins with its region's, as an ordinary zone's does. */
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d+");

    private NodeLabels() {}

    static SortedMap<String, String> ofMachine(
            Machine machine, String zone, Optional<Nodegroup> managed) {
        SortedMap<String, String> labels = ofType(machine.first());
        String os = os(managed);
        String region = region(zone);
        labels.put("kubernetes.io/os", os);
        labels.put("topology.kubernetes.io/region", region);
        labels.put("topology.kubernetes.io/zone", zone);
        labels.put("topology.ebs.csi.aws.com/zone", zone);
        labels.put("beta.kubernetes.io/os", os);
        labels.put("failure-domain.beta.kubernetes.io/region", region);
        labels.put("failure-domain.beta.kubernetes.io/zone", zone);
        return labels;
    }

    /** What differs from type to type. */
    static SortedMap<String, String> ofType(InstanceType type) {
        SortedMap<String, String> labels = new TreeMap<>();
        String arch = type.architecture().kubernetesName();
        labels.put("kubernetes.io/arch", arch);
        labels.put("beta.kubernetes.io/arch", arch);
        labels.put("node.kubernetes.io/instance-type", type.name());
        labels.put("beta.kubernetes.io/instance-type", type.name());
        return labels;
    }

    /** What EKS adds to the nodes of a managed group. */
    static SortedMap<String, String> ofNodeGroup(String name, Machine machine) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("eks.amazonaws.com/nodegroup", name);
        labels.put("eks.amazonaws.com/capacityType", machine.capacity().name());
        machine.imageId()
                .ifPresent(image -> labels.put("eks.amazonaws.com/nodegroup-image", image));
        return labels;
    }

    private static String os(Optional<Nodegroup> managed) {
        return managed.map(Nodegroup::amiTypeAsString)
                        .filter(image -> image.startsWith("WINDOWS"))
                        .isPresent()
                ? "windows"
                : "linux";
    }

    private static String region(String zone) {
        Matcher matcher = REGION.matcher(zone);
        if (!matcher.lookingAt()) {
            throw new TemplateException("\"%s\" is no availability zone".formatted(zone));
        }
        return matcher.group();
    }
}
