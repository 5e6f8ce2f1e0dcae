package io.plimsoll.environment.file;

import io.plimsoll.environment.DisruptionBudgetConfig;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.NodeGroupConfig.Upkeep;
import io.plimsoll.environment.tags.DisruptionBudgetTag;
import io.plimsoll.environment.tags.NodeTemplateTags;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What EKS and the autoscaler take of a group's labels, image release and options. */
final class NodeGroupUpkeepRules {

    /** Kubelet may set these among the reserved ones (its NodeRestriction admission). */
    private static final List<String> ALLOWED =
            List.of("node.kubernetes.io", "kubelet.kubernetes.io");

    private static final List<String> RESERVED =
            List.of("kubernetes.io", "k8s.io", "eks.amazonaws.com");

    private static final Set<String> SET_BY_OTHERS =
            Set.of("node.kubernetes.io/instance-type", "node.kubernetes.io/windows-build");

    private static final Set<String> AUTOSCALERS =
            Set.of("ToBeDeletedByClusterAutoscaler", "DeletionCandidateOfClusterAutoscaler");

    /** Its releases end with a commit, Amazon Linux's with a day. */
    private static final Predicate<String> BOTTLEROCKET =
            Pattern.compile("\\d+\\.\\d+\\.\\d+-(?!\\d{8}$)[a-z0-9]+").asMatchPredicate();

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
        group.labels().keySet().stream()
                .filter(SET_BY_OTHERS::contains)
                .forEach(key ->
                        problems.add(
                                Problems.child(path + ".labels", key),
                                "must not be one that kubelet or the cloud sets itself"));
        for (int i = 0; i < group.taints().size(); i++) {
            taint(
                    group.taints().get(i).key(),
                    Problems.item(path + ".taints", i) + ".key",
                    problems);
        }
        group.machine()
                .upkeep()
                .amiRelease()
                .filter(release -> !fits(release, group, kubernetesVersion))
                .ifPresent(release ->
                        problems.add(
                                path + ".amiRelease",
                                (group.machine().amiType().isBottlerocket()
                                                ? "must be of Bottlerocket, such as 1.20.0-a1b2c3d4"
                                                : "must be of cluster.kubernetesVersion (%s)"
                                                        .formatted(kubernetesVersion))
                                        + ", is '"
                                        + release
                                        + "'"));
        group.size()
                .autoscalingOptions()
                .forEach((name, value) ->
                        NodeTemplateTags.refusedOption(name, value)
                                .ifPresent(rule ->
                                        problems.add(
                                                Problems.child(path + ".autoscalingOptions", name),
                                                rule + ", is '" + value + "'")));
        budgets(group.size().disruptionBudgets(), path + ".disruptionBudgets", problems);
    }

    private static void budgets(
            List<DisruptionBudgetConfig> budgets, String path, Problems problems) {
        for (int i = 0; i < budgets.size(); i++) {
            String place = Problems.item(path, i);
            DisruptionBudgetTag.refusal(budgets.get(i))
                    .map(rule -> rule.split(" ", 2))
                    .ifPresent(rule -> problems.add(place + "." + rule[0], rule[1]));
        }
        String tag = DisruptionBudgetTag.encode(budgets);
        if (tag.length() > DisruptionBudgetTag.LONGEST) {
            problems.add(
                    path,
                    "must be shorter, as a tag of %d characters tells them to the autoscaler, and has %d: %s"
                            .formatted(DisruptionBudgetTag.LONGEST, tag.length(), tag));
        }
    }

    private static void taint(String key, String field, Problems problems) {
        if (AUTOSCALERS.contains(key)) {
            problems.add(field, "must not be one that the autoscaler sets, is '" + key + "'");
        } else if (isOf(RESERVED, key)) {
            problems.add(
                    field,
                    "must not begin with a prefix that Kubernetes or EKS keeps for itself, as EKS refuses it, is '"
                            + key
                            + "'");
        }
    }

    /** Bottlerocket counts its own versions. */
    private static boolean fits(String release, NodeGroupConfig group, String kubernetesVersion) {
        if (release.equals(Upkeep.NEWEST)) {
            return true;
        }
        return group.machine().amiType().isBottlerocket()
                ? BOTTLEROCKET.test(release)
                : release.startsWith(kubernetesVersion + ".") && !BOTTLEROCKET.test(release);
    }

    private static boolean isReserved(String label) {
        return isOf(RESERVED, label) && !isOf(ALLOWED, label);
    }

    /** Whether the key's prefix is one of the owners' or below it. */
    private static boolean isOf(List<String> owners, String key) {
        String prefix = key.substring(0, Math.max(0, key.indexOf('/')));
        return owners.stream()
                .anyMatch(owner -> prefix.equals(owner) || prefix.endsWith("." + owner));
    }
}
