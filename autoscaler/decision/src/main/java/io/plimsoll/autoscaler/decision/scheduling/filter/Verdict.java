package io.plimsoll.autoscaler.decision.scheduling.filter;

/** Whether a pod fits on a node. */
public sealed interface Verdict {
    record Fits() implements Verdict {}

    /**
     * @param plugin the first filter in kube-scheduler's order that says no
     * @param reason in its words, such as {@code Insufficient cpu}
     */
    record Rejected(Plugin plugin, String reason) implements Verdict {}

    /** Filter plugins of the default kube-scheduler profile, in the order they run. */
    enum Plugin {
        NODE_UNSCHEDULABLE("NodeUnschedulable"),
        NODE_NAME("NodeName"),
        TAINT_TOLERATION("TaintToleration"),
        NODE_AFFINITY("NodeAffinity"),
        NODE_PORTS("NodePorts"),
        NODE_RESOURCES_FIT("NodeResourcesFit"),
        VOLUME_RESTRICTIONS("VolumeRestrictions"),
        EBS_LIMITS("EBSLimits"),
        GCE_PD_LIMITS("GCEPDLimits"),
        NODE_VOLUME_LIMITS("NodeVolumeLimits"),
        AZURE_DISK_LIMITS("AzureDiskLimits"),
        VOLUME_BINDING("VolumeBinding"),
        VOLUME_ZONE("VolumeZone"),
        POD_TOPOLOGY_SPREAD("PodTopologySpread"),
        INTER_POD_AFFINITY("InterPodAffinity"),
        DYNAMIC_RESOURCES("DynamicResources"),
        SCHEDULING_GATES("SchedulingGates");

        private final String kubernetesName;

        Plugin(String kubernetesName) {
            this.kubernetesName = kubernetesName;
        }

        public String kubernetesName() {
            return kubernetesName;
        }
    }
}
