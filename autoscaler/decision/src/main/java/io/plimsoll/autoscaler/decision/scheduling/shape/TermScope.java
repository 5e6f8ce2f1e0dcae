package io.plimsoll.autoscaler.decision.scheduling.shape;

import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.PodAffinityTerm;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which pods a pod affinity term speaks of: a selector in some namespaces, with {@code
 * matchLabelKeys} and {@code mismatchLabelKeys} of the pod that has the term worked in.
 */
public record TermScope(
        Optional<LabelSelector> selector,
        SortedSet<String> namespaces,
        Optional<LabelSelector> namespaceSelector) {

    /**
     * @param namespace of the pod that has the term
     * @param labels of that pod
     */
    public static TermScope of(PodAffinityTerm term, String namespace, Map<String, String> labels) {
        SortedSet<String> names = new TreeSet<>(term.scope().names());
        if (names.isEmpty() && term.scope().selector().isEmpty()) {
            names.add(namespace);
        }
        return new TermScope(
                term.selector().map(selector -> merge(selector, term.labelKeys(), labels)),
                names,
                term.scope().selector());
    }

    private static LabelSelector merge(
            LabelSelector selector, PodAffinityTerm.LabelKeys keys, Map<String, String> labels) {
        return withLabels(
                withLabels(selector, keys.match(), Operator.IN, labels),
                keys.mismatch(),
                Operator.NOT_IN,
                labels);
    }

    /** Keys that the pod has no label for do not count. */
    public static LabelSelector withLabels(
            LabelSelector selector,
            List<String> keys,
            Operator operator,
            Map<String, String> labels) {
        if (keys.isEmpty()) {
            return selector;
        }
        List<Requirement> merged = new ArrayList<>(selector.requirements());
        for (String key : keys) {
            String value = labels.get(key);
            if (value != null) {
                merged.add(new Requirement(key, operator, List.of(value)));
            }
        }
        return new LabelSelector(merged);
    }

    /**
     * Whether the term of a pod that is to be placed speaks of {@code other}. A namespace that
     * nobody knows matches no selector but the empty one.
     */
    public boolean ofIncomingMatches(PodShape other, Map<String, SortedMap<String, String>> known) {
        return selects(other) && inNamespace(other.namespace(), known, false);
    }

    /**
     * Whether the term of a pod that runs already speaks of {@code incoming}. A namespace that
     * nobody knows counts as one without labels.
     */
    public boolean ofExistingMatches(
            PodShape incoming, Map<String, SortedMap<String, String>> known) {
        return selects(incoming) && inNamespace(incoming.namespace(), known, true);
    }

    private boolean selects(PodShape pod) {
        return selector.isPresent() && selector.get().matches(pod.labels());
    }

    private boolean inNamespace(
            String namespace,
            Map<String, SortedMap<String, String>> known,
            boolean unknownHasNoLabels) {
        if (namespaces.contains(namespace)) {
            return true;
        }
        if (namespaceSelector.isEmpty()) {
            return false;
        }
        SortedMap<String, String> labels = known.get(namespace);
        if (labels == null) {
            return namespaceSelector.get().requirements().isEmpty()
                    || (unknownHasNoLabels && namespaceSelector.get().matches(Map.of()));
        }
        return namespaceSelector.get().matches(labels);
    }
}
