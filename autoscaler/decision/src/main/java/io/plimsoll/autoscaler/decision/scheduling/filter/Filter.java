package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.Optional;

/** One filter plugin of the default kube-scheduler profile. */
interface Filter {
    Verdict.Plugin plugin();

    /** Why the pod may not run on the node in {@code slot}, in the plugin's words. */
    Optional<String> reject(PodShape pod, int slot);

    /** Why the pod may run nowhere: what the plugin's PreFilter finds before it sees any node. */
    default Optional<String> rejectEverywhere(PodShape pod) {
        return Optional.empty();
    }

    /** Of a pod that this filter keeps off the node in {@code slot}; asked by people alone. */
    default Obstacle.Figures figures(PodShape pod, int slot) {
        return Obstacle.Figures.NONE;
    }
}
