package io.plimsoll.environment.file;

import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.NodeGroupConfig.Upkeep;
import io.plimsoll.environment.tags.NodeTemplateTags;
import java.util.List;

/** What EKS and the autoscaler take of a group's labels, image release and options. */
final class NodeGroupUpkeepRules {

    /** Kubelet may set these among the reserved ones (its NodeRestriction admission). */
    private static final List<String> ALLOWED =
            List.of("node.kubernetes.io", "kubelet.kubernetes.io");

    private static final List<String> RESERVED =
            List.of("kubernetes.io", "k8s.io", "eks.amazonaws.com");

    /** What EKS takes as a node group's name. */
    private static final int LONGEST_NAME = 63;

    private NodeGroupUpkeepRules() {}

    static void check(
            NodeGroupConfig group, String kubernetesVersion, String path, Problems problems) {
        if (group.eksName().length() > LONGEST_NAME) {
            problems.add(
                    path + ".name",
                    "must leave room for generation in %d characters, is '%s'"
                            .formatted(LONGEST_NAME, group.name()));
        }
        group.labels().keySet().stream()
                .filter(NodeGroupUpkeepRules::isReserved)
                .forEach(key ->
                        problems.add(
                                Problems.child(path + ".labels", key),
                                "must not begin with a prefix that Kubernetes or EKS keeps for itself, as nodes with it do not join"));
        group.machine()
                .upkeep()
                .amiRelease()
                .filter(release -> !fits(release, group, kubernetesVersion))
                .ifPresent(release ->
                        problems.add(
                                path + ".amiRelease",
                                "must be of cluster.kubernetesVersion (%s), is '%s'"
                                        .formatted(kubernetesVersion, release)));
        group.size()
                .autoscalingOptions()
                .forEach((name, value) ->
                        NodeTemplateTags.refusedOption(name, value)
                                .ifPresent(rule ->
                                        problems.add(
                                                Problems.child(path + ".autoscalingOptions", name),
                                                rule + ", is '" + value + "'")));
    }

    /** Bottlerocket counts its own versions. */
    private static boolean fits(String release, NodeGroupConfig group, String kubernetesVersion) {
        return release.equals(Upkeep.NEWEST)
                || group.machine().amiType().isBottlerocket()
                || release.startsWith(kubernetesVersion + ".");
    }

    private static boolean isReserved(String label) {
        int slash = label.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String prefix = label.substring(0, slash);
        return RESERVED.stream().anyMatch(owner -> owns(owner, prefix))
                && ALLOWED.stream().noneMatch(owner -> owns(owner, prefix));
    }

    private static boolean owns(String owner, String prefix) {
        return prefix.equals(owner) || prefix.endsWith("." + owner);
    }
}
