package io.plimsoll.autoscaler.decision.model;

import java.util.List;
import java.util.Optional;

/**
 * A required pod affinity or anti-affinity term.
 *
 * @param selector empty matches no pod
 * @param scope which namespaces count
 * @param labelKeys {@code matchLabelKeys} and {@code mismatchLabelKeys} (Kubernetes 1.29 alpha)
 */
public record PodAffinityTerm(
        String topologyKey,
        Optional<LabelSelector> selector,
        NamespaceScope scope,
        LabelKeys labelKeys) {

    /**
     * @param names namespaces by name; none and no selector: the pod's own namespace
     * @param selector namespaces by label; empty selects none beyond {@code names}
     */
    public record NamespaceScope(List<String> names, Optional<LabelSelector> selector) {
        public static final NamespaceScope OWN = new NamespaceScope(List.of(), Optional.empty());

        public NamespaceScope {
            names = List.copyOf(names);
        }
    }

    public record LabelKeys(List<String> match, List<String> mismatch) {
        public static final LabelKeys NONE = new LabelKeys(List.of(), List.of());

        public LabelKeys {
            match = List.copyOf(match);
            mismatch = List.copyOf(mismatch);
        }
    }
}
