package io.plimsoll.autoscaler.decision.scheduling.shape;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeSelectorTerm;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClass;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeClasses;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A node selector, required node affinity and tolerations, which many pods share. */
public final class NodeRule {
    public static final Taint CORDON =
            new Taint("node.kubernetes.io/unschedulable", "", Taint.Effect.NO_SCHEDULE);

    private final Pod.NodePlacement placement;
    private final Set<String> labelKeys = new TreeSet<>();
    private final boolean byName;
    private final List<NodeClass> eligible = new ArrayList<>();
    private int sorting = -1;
    private int examined;
    private boolean perNode;

    public NodeRule(Pod.NodePlacement placement) {
        this.placement = placement;
        labelKeys.addAll(placement.selector().keySet());
        List<NodeSelectorTerm> terms = placement.affinity().orElse(List.of());
        for (NodeSelectorTerm term : terms) {
            term.labels().forEach(requirement -> labelKeys.add(requirement.key()));
        }
        byName = terms.stream().anyMatch(term -> !term.fields().isEmpty());
    }

    /** The labels of a node that this rule looks at. */
    public Set<String> labelKeys() {
        return labelKeys;
    }

    /**
     * Classes of nodes on which cordon, taints and affinity let the pod run; where {@link
     * #isPerNode} says so, affinity is still to be asked node by node.
     */
    public List<NodeClass> eligible(NodeClasses classes) {
        followSorting(classes);
        while (examined < classes.all().size()) {
            NodeClass next = classes.all().get(examined++);
            Node.Spec spec = next.example().spec();
            if (!(spec.unschedulable() && !tolerates(CORDON))
                    && untolerated(spec.taints()).isEmpty()
                    && (perNode || selects(next.example()))) {
                eligible.add(next);
            }
        }
        return eligible;
    }

    /** Whether the rule may tell apart nodes of one class. */
    public boolean isPerNode(NodeClasses classes) {
        followSorting(classes);
        return perNode;
    }

    private void followSorting(NodeClasses classes) {
        if (sorting != classes.sorting()) {
            sorting = classes.sorting();
            eligible.clear();
            examined = 0;
            perNode = byName || labelKeys.stream().anyMatch(classes::isPerNode);
        }
    }

    /** Whether the rule may tell apart two nodes that are alike but for their names. */
    boolean asksHost() {
        return byName || labelKeys.contains(NodeSlots.HOSTNAME);
    }

    /** As {@code nodeaffinity.GetRequiredNodeAffinity(pod).Match} in k8s.io/component-helpers. */
    public boolean selects(Node node) {
        Map<String, String> labels = node.metadata().labels();
        for (Map.Entry<String, String> wanted : placement.selector().entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        return placement.affinity().isEmpty() || matchesAny(placement.affinity().get(), node);
    }

    public boolean selects(NodeSlots nodes, int slot) {
        return selects(asksHost() ? nodes.node(slot) : nodes.likeness(slot));
    }

    public static boolean matchesAny(List<NodeSelectorTerm> terms, Node node) {
        for (NodeSelectorTerm term : terms) {
            if (matches(term, node)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(NodeSelectorTerm term, Node node) {
        if (term.labels().isEmpty() && term.fields().isEmpty()) {
            return false;
        }
        for (Requirement requirement : term.labels()) {
            if (!requirement.matches(node.metadata().labels())) {
                return false;
            }
        }
        Map<String, String> fields = Map.of("metadata.name", node.name());
        for (Requirement requirement : term.fields()) {
            if (!requirement.matches(fields)) {
                return false;
            }
        }
        return true;
    }

    /** The first taint that keeps the pod off. */
    public Optional<Taint> untolerated(List<Taint> taints) {
        for (Taint taint : taints) {
            if (taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE && !tolerates(taint)) {
                return Optional.of(taint);
            }
        }
        return Optional.empty();
    }

    public boolean tolerates(Taint taint) {
        for (Toleration toleration : placement.tolerations()) {
            if (toleration.tolerates(taint)) {
                return true;
            }
        }
        return false;
    }
}
