package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Data on the node's disk would be lost, unless an annotation lists each such volume as safe. As
 * upstream, names in the list are not trimmed.
 */
final class LocalStorageRule implements DrainRule {

    private static final String SAFE_VOLUMES =
            "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    @Override
    public Drainability check(Pod pod, DrainFacts facts) {
        if (!facts.options().skipLocalStorage()) {
            return Drainability.UNDECIDED;
        }
        Set<String> safe =
                Arrays.stream(
                                pod.metadata()
                                        .annotations()
                                        .getOrDefault(SAFE_VOLUMES, "")
                                        .split(",", -1))
                        .collect(Collectors.toSet());
        boolean blocks =
                pod.spec().constraints().volumes().stream()
                        .anyMatch(volume ->
                                volume instanceof PodVolume.Local(String name)
                                        && !safe.contains(name));
        return blocks
                ? new Drainability.Blocked(BlockingReason.LOCAL_STORAGE_REQUESTED)
                : Drainability.UNDECIDED;
    }
}
