package io.plimsoll.stacks.karpenter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Statements of Karpenter's policies, and the conditions that they have in common. */
record Statements(String clusterName, String region) {

    private static final String EQUALS = "StringEquals";
    private static final String LIKE = "StringLike";
    private static final String REQUEST = "aws:RequestTag/";
    private static final String RESOURCE = "aws:ResourceTag/";

    static PolicyStatement allow(
            String sid,
            List<String> actions,
            List<String> resources,
            Map<String, Object> conditions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources)
                .conditions(conditions)
                .build();
    }

    static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
        return allow(sid, actions, resources, Map.of());
    }

    /** The request gives the resource tags of the cluster and of one of Karpenter's pools. */
    Map<String, Object> taggedInRequest() {
        return conditions(
                Map.of(REQUEST + owned(), "owned", REQUEST + "eks:eks-cluster-name", clusterName),
                Map.of(REQUEST + "karpenter.sh/nodepool", "*"));
    }

    /** The resource has tags of the cluster and of one of Karpenter's pools. */
    Map<String, Object> taggedAlready() {
        return conditions(
                Map.of(RESOURCE + owned(), "owned"),
                Map.of(RESOURCE + "karpenter.sh/nodepool", "*"));
    }

    /** The request gives an instance profile tags of the cluster, the region and a node class. */
    Map<String, Object> profileTaggedInRequest() {
        return conditions(
                Map.of(
                        REQUEST + owned(), "owned",
                        REQUEST + "eks:eks-cluster-name", clusterName,
                        REQUEST + "topology.kubernetes.io/region", region),
                Map.of(REQUEST + "karpenter.k8s.aws/ec2nodeclass", "*"));
    }

    /** The instance profile has tags of the cluster, the region and a node class. */
    Map<String, Object> profileTaggedAlready() {
        return conditions(
                Map.of(
                        RESOURCE + owned(),
                        "owned",
                        RESOURCE + "topology.kubernetes.io/region",
                        region),
                Map.of(RESOURCE + "karpenter.k8s.aws/ec2nodeclass", "*"));
    }

    /** All conditions of both; where both say something of one key, the second counts. */
    static Map<String, Object> both(Map<String, Object> first, Map<String, Object> second) {
        Map<String, Object> merged = new TreeMap<>(first);
        second.forEach((operator, keys) -> merged.merge(operator, keys, Statements::mergeKeys));
        return merged;
    }

    private static Object mergeKeys(Object first, Object second) {
        Map<Object, Object> merged = new TreeMap<>((Map<?, ?>) first);
        merged.putAll((Map<?, ?>) second);
        return merged;
    }

    private String owned() {
        return "kubernetes.io/cluster/" + clusterName;
    }

    private static Map<String, Object> conditions(
            Map<String, String> equal, Map<String, String> like) {
        return new TreeMap<>(Map.of(EQUALS, new TreeMap<>(equal), LIKE, new TreeMap<>(like)));
    }
}
