package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Instant;
import java.util.List;

/** Nodes. */
public final class NodeConverter {
    private NodeConverter() {}

    /**
     * @throws WrongObjectException if a field means nothing
     */
    public static Node convert(io.fabric8.kubernetes.api.model.Node node) {
        return new Node(
                Metadatas.name(node.getMetadata()),
                Metadatas.convert(node.getMetadata()),
                spec(node.getSpec() == null ? new NodeSpec() : node.getSpec()),
                status(node.getStatus() == null ? new NodeStatus() : node.getStatus()));
    }

    private static Node.Spec spec(NodeSpec spec) {
        List<Taint> taints = Selectors.convert(spec.getTaints(), NodeConverter::taint);
        return new Node.Spec(
                Metadatas.orEmpty(spec.getProviderID()),
                Boolean.TRUE.equals(spec.getUnschedulable()),
                taints);
    }

    private static Taint taint(io.fabric8.kubernetes.api.model.Taint taint) {
        Taint.Effect effect =
                Taint.Effect.named(Metadatas.orEmpty(taint.getEffect()))
                        .orElseThrow(() ->
                                new WrongObjectException(
                                        "spec.taints[" + taint.getKey() + "].effect",
                                        String.valueOf(taint.getEffect()),
                                        "one of NoSchedule, PreferNoSchedule, NoExecute"));
        return new Taint(
                Metadatas.orEmpty(taint.getKey()), Metadatas.orEmpty(taint.getValue()), effect);
    }

    private static Node.Status status(NodeStatus status) {
        Resources capacity =
                ResourceLists.ofNode(ResourceLists.parse("status.capacity", status.getCapacity()));
        // The API server defaults allocatable to capacity; files written by hand may leave it out.
        Resources allocatable =
                status.getAllocatable() == null || status.getAllocatable().isEmpty()
                        ? capacity
                        : ResourceLists.ofNode(
                                ResourceLists.parse("status.allocatable", status.getAllocatable()));
        return new Node.Status(
                capacity,
                allocatable,
                Selectors.convert(status.getConditions(), NodeConverter::condition));
    }

    private static Node.Condition condition(NodeCondition condition) {
        return new Node.Condition(
                Metadatas.orEmpty(condition.getType()),
                Metadatas.orEmpty(condition.getStatus()),
                Metadatas.orEmpty(condition.getReason()),
                Metadatas.time(
                                "status.conditions[" + condition.getType() + "].lastTransitionTime",
                                condition.getLastTransitionTime())
                        .orElse(Instant.EPOCH));
    }
}
