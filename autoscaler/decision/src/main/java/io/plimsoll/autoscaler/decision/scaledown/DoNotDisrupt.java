package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.List;

/**
 * Karpenter's way to opt out of consolidation: the annotation {@code karpenter.sh/do-not-disrupt}
 * of a node, or of a pod on it. A time in it, after which Karpenter disrupts the pod after all,
 * counts as for ever.
 *
 * @see <a href="https://karpenter.sh/docs/concepts/disruption/">Karpenter's documentation</a>
 */
public final class DoNotDisrupt {

    private static final String ANNOTATION = "karpenter.sh/do-not-disrupt";

    private DoNotDisrupt() {}

    /**
     * @param pods on the node; those that end with it have no say
     */
    public static boolean holds(Node node, List<Pod> pods) {
        return holds(node.metadata())
                || pods.stream()
                        .filter(pod -> !pod.isDaemon() && !pod.isMirror() && !pod.isTerminal())
                        .anyMatch(pod -> holds(pod.metadata()));
    }

    private static boolean holds(Metadata metadata) {
        String value = metadata.annotations().get(ANNOTATION);
        return value != null && !value.equals("false");
    }
}
