package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.Pod;

/**
 * A pod that names its node runs nowhere else. Not a question of the pod's shape: pods that are
 * alike but for their node share one.
 *
 * <p>Source: kubernetes 1.29, {@code pkg/scheduler/framework/plugins/nodename/node_name.go}.
 */
public final class NodeName {
    static final Verdict.Rejected REJECTED =
            new Verdict.Rejected(
                    Verdict.Plugin.NODE_NAME, "node(s) didn't match the requested node name");

    private NodeName() {}

    public static boolean rejects(Pod pod, String node) {
        return pod.spec().nodeName().isPresent() && !pod.spec().nodeName().get().equals(node);
    }
}
