package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node of the API server.
 *
 * @param instance whose kubelet it is
 */
record SimulatedNode(Node node, String nodeGroup, String instance) {
    private static final Taint NOT_READY =
            new Taint("node.kubernetes.io/not-ready", "", Taint.Effect.NO_SCHEDULE);
    private static final Taint CORDONED =
            new Taint("node.kubernetes.io/unschedulable", "", Taint.Effect.NO_SCHEDULE);

    String name() {
        return node.name();
    }

    SimulatedNode unready(Instant now) {
        return tainted(NOT_READY).withReady("False", "KubeletNotReady", now);
    }

    SimulatedNode ready(Instant now) {
        return untainted(NOT_READY.key()).withReady("True", "KubeletReady", now);
    }

    /** Replaces a taint of the same key and effect. */
    SimulatedNode tainted(Taint taint) {
        List<Taint> taints =
                Stream.concat(
                                node.spec().taints().stream()
                                        .filter(old ->
                                                !old.key().equals(taint.key())
                                                        || old.effect() != taint.effect()),
                                Stream.of(taint))
                        .toList();
        return with(node.withTaints(taints));
    }

    SimulatedNode untainted(String key) {
        return untainted(List.of(key));
    }

    SimulatedNode untainted(List<String> keys) {
        return with(
                node.withTaints(
                        node.spec().taints().stream()
                                .filter(taint -> !keys.contains(taint.key()))
                                .toList()));
    }

    SimulatedNode edited(NodeEdit edit) {
        SimulatedNode edited = with(edit.of(node));
        boolean unschedulable = edited.node.spec().unschedulable();
        return unschedulable == node.spec().unschedulable()
                ? edited
                : edited.cordoned(unschedulable);
    }

    /** With the taint that the node lifecycle controller keeps in step. */
    SimulatedNode cordoned(boolean unschedulable) {
        SimulatedNode tainted = unschedulable ? tainted(CORDONED) : untainted(CORDONED.key());
        Node old = tainted.node;
        return with(
                new Node(
                        old.name(),
                        old.metadata(),
                        new Node.Spec(old.spec().providerId(), unschedulable, old.spec().taints()),
                        old.status()));
    }

    private SimulatedNode withReady(String status, String reason, Instant now) {
        Node.Condition ready = new Node.Condition("Ready", status, reason, now);
        List<Node.Condition> conditions =
                Stream.concat(
                                node.status().conditions().stream()
                                        .filter(condition -> !condition.type().equals("Ready")),
                                Stream.of(ready))
                        .toList();
        return with(
                new Node(
                        node.name(),
                        node.metadata(),
                        node.spec(),
                        new Node.Status(
                                node.status().capacity(),
                                node.status().allocatable(),
                                conditions)));
    }

    private SimulatedNode with(Node changed) {
        return new SimulatedNode(changed, nodeGroup, instance);
    }

    Optional<Taint> taint(String key) {
        return node.taint(key);
    }
}
