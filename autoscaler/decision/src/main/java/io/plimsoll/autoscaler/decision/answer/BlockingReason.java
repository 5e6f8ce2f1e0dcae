package io.plimsoll.autoscaler.decision.answer;

/**
 * Why a pod may not be moved. The names on the wire are those of Cluster Autoscaler's {@code
 * drain.BlockingPodReason}.
 */
public enum BlockingReason {
    CONTROLLER_NOT_FOUND("ControllerNotFound"),
    MIN_REPLICAS_REACHED("MinReplicasReached"),
    NOT_REPLICATED("NotReplicated"),
    LOCAL_STORAGE_REQUESTED("LocalStorageRequested"),
    NOT_SAFE_TO_EVICT_ANNOTATION("NotSafeToEvictAnnotation"),
    UNMOVABLE_KUBE_SYSTEM_POD("UnmovableKubeSystemPod"),
    NOT_ENOUGH_PDB("NotEnoughPdb"),
    /** Ours: more than one budget matches the pod, so the API refuses its eviction. */
    SEVERAL_PDBS("SeveralPdbs"),
    /** Ours: the pod is there and cannot be understood. */
    UNREADABLE("Unreadable"),
    UNEXPECTED_ERROR("UnexpectedError");

    private final String upstreamName;

    BlockingReason(String upstreamName) {
        this.upstreamName = upstreamName;
    }

    public String upstreamName() {
        return upstreamName;
    }
}
