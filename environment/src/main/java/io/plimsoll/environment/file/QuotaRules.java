package io.plimsoll.environment.file;

import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.environment.tags.NodeTemplateTags;
import java.util.Map;
import java.util.SortedMap;

/** How many and how long AWS lets be what is composed of the file's values. */
final class QuotaRules {

    /** Tags of an EC2 instance or an Auto Scaling group. */
    private static final int MOST_TAGS = 50;

    /** Tags that EKS and Auto Scaling set on an instance, and the stacks' Name. */
    private static final int TAGS_OF_OTHERS = 10;

    /** Those that EKS sets on a node group's Auto Scaling group besides the discovery tags. */
    private static final int TAGS_OF_EKS = 3;

    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_LAUNCH_TEMPLATE = 128;
    private static final int SHORTEST_LAUNCH_TEMPLATE = 3;
    private static final int LONGEST_QUEUE = 80;

    private QuotaRules() {}

    static void check(Environment environment, Problems problems) {
        Map<String, String> tags = environment.cluster().options().governance().tags();
        if (tags.size() > MOST_TAGS - TAGS_OF_OTHERS) {
            problems.add(
                    "cluster.tags",
                    "must be at most %d, as an instance has %d and others need some, are %d"
                            .formatted(MOST_TAGS - TAGS_OF_OTHERS, MOST_TAGS, tags.size()));
        }
        tags.keySet().stream()
                .filter(QuotaRules::isOthers)
                .forEach(key ->
                        problems.add(
                                Problems.child("cluster.tags", key),
                                "must be left to the stacks, EKS and the autoscaler, which set this tag themselves"));
        for (int i = 0; i < environment.nodeGroups().size(); i++) {
            group(
                    environment,
                    environment.nodeGroups().get(i),
                    Problems.item("nodeGroups", i),
                    problems);
        }
        queue(environment, problems);
    }

    private static boolean isOthers(String key) {
        return key.equals("Name")
                || key.startsWith("eks:")
                || key.startsWith("k8s.io/cluster-autoscaler/")
                || key.startsWith("kubernetes.io/cluster/")
                || key.equals(SharedNames.KARPENTER_DISCOVERY);
    }

    private static void group(
            Environment environment, NodeGroupConfig group, String path, Problems problems) {
        String template = SharedNames.launchTemplate(environment.cluster(), group);
        if (template.length() > LONGEST_LAUNCH_TEMPLATE
                || template.length() < SHORTEST_LAUNCH_TEMPLATE) {
            problems.add(
                    path + ".name",
                    "must make, with cluster.name and '-', a launch template's name of %d to %d characters, makes %d"
                            .formatted(
                                    SHORTEST_LAUNCH_TEMPLATE,
                                    LONGEST_LAUNCH_TEMPLATE,
                                    template.length()));
        }
        SortedMap<String, String> own = NodeTemplateTags.of(environment, group).encode();
        own.keySet().stream()
                .filter(key -> key.length() > LONGEST_TAG_KEY)
                .forEach(key -> longTag(group, key, path, problems));
        int all =
                own.size()
                        + DiscoveryTags.of(environment.cluster().name()).size()
                        + environment.cluster().options().governance().tags().size();
        if (all > MOST_TAGS - TAGS_OF_EKS) {
            problems.add(
                    path + (group.labels().size() > group.taints().size() ? ".labels" : ".taints"),
                    "must be fewer, as the Auto Scaling group has %d tags at most, others need %d, and labels, taints and cluster.tags make %d"
                            .formatted(MOST_TAGS, TAGS_OF_EKS, all));
        }
    }

    /** The autoscaler learns labels and taints of an empty group from tags. */
    private static void longTag(NodeGroupConfig group, String tag, String path, Problems problems) {
        String rule =
                "must be %d characters shorter, as a tag tells it to the autoscaler, whose key has %d at most"
                        .formatted(tag.length() - LONGEST_TAG_KEY, LONGEST_TAG_KEY);
        group.labels().keySet().stream()
                .filter(key -> tag.endsWith("/label/" + key))
                .forEach(key -> problems.add(Problems.child(path + ".labels", key), rule));
        for (int i = 0; i < group.taints().size(); i++) {
            if (tag.endsWith("/taint/" + group.taints().get(i).key())) {
                problems.add(Problems.item(path + ".taints", i) + ".key", rule);
            }
        }
    }

    private static void queue(Environment environment, Problems problems) {
        String queue = new SharedNames(environment).karpenterQueue();
        if (environment.workloads().autoscaler().program().kind() == Kind.KARPENTER
                && queue.length() > LONGEST_QUEUE) {
            problems.add(
                    "cluster.name",
                    "must be %d characters at most, as Karpenter's queue is called after it, is %d"
                            .formatted(
                                    environment.cluster().name().length()
                                            - (queue.length() - LONGEST_QUEUE),
                                    environment.cluster().name().length()));
        }
    }
}
