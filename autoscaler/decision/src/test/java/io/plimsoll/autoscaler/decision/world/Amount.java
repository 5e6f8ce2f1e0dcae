package io.plimsoll.autoscaler.decision.world;

/** CPU or memory: of a group's machines, of a node, or of what a pod asks for. */
public record Amount(long milliCpu, long memoryBytes) implements GroupTrait, NodeTrait, PodTrait {

    @Override
    public void apply(GroupDraft group) {
        apply(group.machine);
    }

    @Override
    public void apply(NodeDraft node) {
        apply(node.machine);
    }

    @Override
    public void apply(PodDraft pod) {
        pod.milliCpu = milliCpu > 0 ? milliCpu : pod.milliCpu;
        pod.memoryBytes = memoryBytes > 0 ? memoryBytes : pod.memoryBytes;
    }

    private void apply(MachineDraft machine) {
        machine.milliCpu = milliCpu > 0 ? milliCpu : machine.milliCpu;
        machine.memoryBytes = memoryBytes > 0 ? memoryBytes : machine.memoryBytes;
    }
}
