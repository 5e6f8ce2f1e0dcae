package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is changed of a node, in one write.
 *
 * @param put replaces a taint of the same key and effect
 * @param removed taken away by key and effect
 */
public record NodeEdit(List<Taint> put, List<Taint> removed, Cordon cordon) {

    public NodeEdit {
        put = List.copyOf(put);
        removed = List.copyOf(removed);
    }

    public enum Cordon {
        AS_IT_IS,
        CORDONED,
        UNCORDONED
    }

    public static NodeEdit put(Taint taint) {
        return new NodeEdit(List.of(taint), List.of(), Cordon.AS_IT_IS);
    }

    public static NodeEdit remove(Taint taint) {
        return new NodeEdit(List.of(), List.of(taint), Cordon.AS_IT_IS);
    }

    public NodeEdit and(Cordon other) {
        return new NodeEdit(put, removed, other);
    }

    /** The node as this edit would have it; the same node when it is so already. */
    public Node of(Node node) {
        Node.Spec old = node.spec();
        List<Taint> taints =
                Stream.concat(old.taints().stream().filter(taint -> !touches(taint)), put.stream())
                        .toList();
        boolean isSame =
                old.taints().containsAll(taints)
                        && old.taints().size() == taints.size()
                        && old.unschedulable() == unschedulable(node);
        return isSame
                ? node
                : new Node(
                        node.name(),
                        node.metadata(),
                        new Node.Spec(old.providerId(), unschedulable(node), taints),
                        node.status());
    }

    /** Whether {@code now} is still the node that was seen, in all that this edit touches. */
    public boolean isExpected(Node seen, Node now) {
        return seen.metadata().uid().equals(now.metadata().uid())
                && touched(seen).equals(touched(now))
                && (cordon == Cordon.AS_IT_IS
                        || seen.spec().unschedulable() == now.spec().unschedulable());
    }

    private Set<Taint> touched(Node node) {
        return node.spec().taints().stream().filter(this::touches).collect(Collectors.toSet());
    }

    private boolean touches(Taint taint) {
        return Stream.concat(put.stream(), removed.stream())
                .anyMatch(other ->
                        other.key().equals(taint.key()) && other.effect() == taint.effect());
    }

    private boolean unschedulable(Node node) {
        return switch (cordon) {
            case AS_IT_IS -> node.spec().unschedulable();
            case CORDONED -> true;
            case UNCORDONED -> false;
        };
    }
}
