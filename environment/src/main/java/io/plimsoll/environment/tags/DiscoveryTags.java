package io.plimsoll.environment.tags;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The two tags by which Cluster Autoscaler finds a cluster's Auto Scaling groups, and which its IAM
 * policy asks for.
 */
public final class DiscoveryTags {

    /** Tag key; its value is {@code true}. */
    public static final String ENABLED_KEY = "k8s.io/cluster-autoscaler/enabled";

    /** Value of {@link #ENABLED_KEY}. */
    public static final String ENABLED_VALUE = "true";

    /** Value of {@link #clusterKey}. */
    public static final String CLUSTER_VALUE = "owned";

    private DiscoveryTags() {}

    /** Tag key for one cluster; its value is {@link #CLUSTER_VALUE}. */
    public static String clusterKey(String clusterName) {
        return "k8s.io/cluster-autoscaler/" + clusterName;
    }

    /** Both tags. */
    public static SortedMap<String, String> of(String clusterName) {
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put(ENABLED_KEY, ENABLED_VALUE);
        tags.put(clusterKey(clusterName), CLUSTER_VALUE);
        return Collections.unmodifiableSortedMap(tags);
    }

    /** Value of Cluster Autoscaler's flag {@code --node-group-auto-discovery} for one cluster. */
    public static String autoDiscovery(String clusterName) {
        return "asg:tag=" + ENABLED_KEY + "," + clusterKey(clusterName);
    }
}
