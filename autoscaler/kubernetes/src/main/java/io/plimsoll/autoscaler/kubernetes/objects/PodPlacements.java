package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodAffinityTerm;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint;
import java.util.List;
import java.util.OptionalInt;

/** Required pod affinity, anti-affinity and topology spread. */
final class PodPlacements {
    private PodPlacements() {}

    static Pod.PodPlacement convert(PodSpec spec) {
        boolean any =
                spec.getAffinity() == null
                        && Selectors.orEmpty(spec.getTopologySpreadConstraints()).isEmpty();
        return any ? Pod.PodPlacement.ANY : limited(spec);
    }

    private static Pod.PodPlacement limited(PodSpec spec) {
        Affinity affinity = spec.getAffinity() == null ? new Affinity() : spec.getAffinity();
        List<PodAffinityTerm> together =
                affinity.getPodAffinity() == null
                        ? List.of()
                        : terms(
                                "spec.affinity.podAffinity",
                                affinity.getPodAffinity()
                                        .getRequiredDuringSchedulingIgnoredDuringExecution());
        List<PodAffinityTerm> apart =
                affinity.getPodAntiAffinity() == null
                        ? List.of()
                        : terms(
                                "spec.affinity.podAntiAffinity",
                                affinity.getPodAntiAffinity()
                                        .getRequiredDuringSchedulingIgnoredDuringExecution());
        return new Pod.PodPlacement(spread(spec), together, apart);
    }

    private static List<PodAffinityTerm> terms(
            String field, List<io.fabric8.kubernetes.api.model.PodAffinityTerm> terms) {
        return Selectors.convert(terms, term -> term(field, term));
    }

    private static PodAffinityTerm term(
            String field, io.fabric8.kubernetes.api.model.PodAffinityTerm term) {
        return new PodAffinityTerm(
                Metadatas.orEmpty(term.getTopologyKey()),
                Selectors.labels(field + ".labelSelector", term.getLabelSelector()),
                new PodAffinityTerm.NamespaceScope(
                        Selectors.orEmpty(term.getNamespaces()),
                        Selectors.labels(
                                field + ".namespaceSelector", term.getNamespaceSelector())),
                new PodAffinityTerm.LabelKeys(
                        Selectors.orEmpty(term.getMatchLabelKeys()),
                        Selectors.orEmpty(term.getMismatchLabelKeys())));
    }

    private static List<TopologySpreadConstraint> spread(PodSpec spec) {
        return Selectors.orEmpty(spec.getTopologySpreadConstraints()).stream()
                .filter(constraint -> !"ScheduleAnyway".equals(constraint.getWhenUnsatisfiable()))
                .map(PodPlacements::constraint)
                .toList();
    }

    private static TopologySpreadConstraint constraint(
            io.fabric8.kubernetes.api.model.TopologySpreadConstraint constraint) {
        String field = "spec.topologySpreadConstraints[" + constraint.getTopologyKey() + "]";
        if (constraint.getMaxSkew() == null || constraint.getMaxSkew() < 1) {
            throw new WrongObjectException(
                    field + ".maxSkew", String.valueOf(constraint.getMaxSkew()), "1 or more");
        }
        return new TopologySpreadConstraint(
                Metadatas.orEmpty(constraint.getTopologyKey()),
                constraint.getMaxSkew(),
                constraint.getMinDomains() == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(constraint.getMinDomains()),
                Selectors.labels(field + ".labelSelector", constraint.getLabelSelector()),
                new TopologySpreadConstraint.SpreadPolicy(
                        !"Ignore".equals(constraint.getNodeAffinityPolicy()),
                        "Honor".equals(constraint.getNodeTaintsPolicy()),
                        Selectors.orEmpty(constraint.getMatchLabelKeys())));
    }
}
