package io.plimsoll.autoscaler.decision.model;

/** GPUs of a node on AWS, as Cluster Autoscaler knows them. */
public final class Gpu {

    public static final String RESOURCE = "nvidia.com/gpu";

    private static final String LABEL = "k8s.amazonaws.com/accelerator";

    private Gpu() {}

    /** Labelled as one with GPUs, or has some. */
    public static boolean isExpected(Node node) {
        return node.metadata().labels().containsKey(LABEL) || count(node) > 0;
    }

    /** Labelled as one with GPUs, but its driver has not announced any yet. */
    public static boolean isAwaited(Node node) {
        return node.metadata().labels().containsKey(LABEL) && count(node) == 0;
    }

    public static long count(Node node) {
        return node.status().allocatable().extended().getOrDefault(RESOURCE, 0L);
    }
}
