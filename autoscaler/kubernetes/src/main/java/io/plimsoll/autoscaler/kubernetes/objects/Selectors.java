package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.TopologySelectorTerm;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.NodeSelectorTerm;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Label and node selectors. */
final class Selectors {
    private Selectors() {}

    /** Kubernetes' null selects nothing, which is not the same as an empty selector. */
    static Optional<LabelSelector> labels(
            String field, io.fabric8.kubernetes.api.model.@Nullable LabelSelector selector) {
        if (selector == null) {
            return Optional.empty();
        }
        List<Requirement> expressions =
                convert(
                        selector.getMatchExpressions(),
                        each ->
                                requirement(
                                        field,
                                        each.getKey(),
                                        each.getOperator(),
                                        each.getValues(),
                                        false));
        return Optional.of(LabelSelector.of(orEmpty(selector.getMatchLabels()), expressions));
    }

    static Optional<List<NodeSelectorTerm>> nodes(String field, @Nullable NodeSelector selector) {
        if (selector == null) {
            return Optional.empty();
        }
        return Optional.of(
                convert(
                        selector.getNodeSelectorTerms(),
                        term ->
                                new NodeSelectorTerm(
                                        requirements(field, term.getMatchExpressions()),
                                        requirements(field, term.getMatchFields()))));
    }

    static NodeSelectorTerm topology(TopologySelectorTerm term) {
        List<Requirement> labels =
                convert(
                        term.getMatchLabelExpressions(),
                        each ->
                                requirement(
                                        "allowedTopologies",
                                        each.getKey(),
                                        "In",
                                        each.getValues(),
                                        true));
        return new NodeSelectorTerm(labels, List.of());
    }

    private static List<Requirement> requirements(
            String field, @Nullable List<NodeSelectorRequirement> list) {
        return convert(
                list,
                each ->
                        requirement(
                                field, each.getKey(), each.getOperator(), each.getValues(), true));
    }

    private static Requirement requirement(
            String field,
            @Nullable String key,
            @Nullable String operator,
            @Nullable List<String> values,
            boolean ofNode) {
        if (key == null || key.isEmpty()) {
            throw new WrongObjectException(field + ": a requirement has no key");
        }
        Operator parsed =
                Operator.named(String.valueOf(operator))
                        .filter(each -> ofNode || each.isOfLabels())
                        .orElseThrow(() ->
                                new WrongObjectException(
                                        field + "[" + key + "].operator",
                                        String.valueOf(operator),
                                        "one of In, NotIn, Exists, DoesNotExist"
                                                + (ofNode ? ", Gt, Lt" : "")));
        boolean needsValues = parsed != Operator.EXISTS && parsed != Operator.DOES_NOT_EXIST;
        if (needsValues && orEmpty(values).isEmpty()) {
            throw new WrongObjectException(
                    field + "[" + key + "].values must not be empty for operator " + operator);
        }
        return new Requirement(key, parsed, orEmpty(values));
    }

    static <T, R> List<R> convert(@Nullable List<T> list, Function<T, R> converter) {
        if (list == null || list.isEmpty()) {
            return List.of();
        }
        List<R> converted = new ArrayList<>(list.size());
        for (T each : list) {
            converted.add(converter.apply(each));
        }
        return converted;
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
