package io.plimsoll.checks;

import io.plimsoll.checks.infrastructure.ScalingGroup;
import io.plimsoll.checks.infrastructure.ScalingGroup.NodeMarks;
import io.plimsoll.checks.manifest.Workload;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.tags.NodeTemplateTags;
import io.plimsoll.environment.tags.ScalingOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A label, taint or disk that a group's nodes have and no tag of its Auto Scaling group tells: with
 * no node to look at, an autoscaler that has the tags alone does not know of it.
 */
final class MissingNodeTemplateTag implements Check {

    @Override
    public String id() {
        return "missing-node-template-tag";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        return subject.environment().managedNodeGroups().stream()
                .flatMap(group ->
                        subject
                                .infrastructure()
                                .flatMap(known -> known.groupOf(group.eksName()))
                                .stream()
                                .flatMap(actual -> findings(subject, group, actual)))
                .toList();
    }

    private Stream<Finding> findings(Subject subject, NodeGroupConfig group, ScalingGroup actual) {
        NodeTemplateTags tagged = NodeTemplateTags.parse(actual.tags());
        SortedMap<String, String> missing =
                missing(NodeTemplateTags.of(subject.environment(), group), actual, tagged).encode();
        Stream<Finding> unread =
                tagged.problems().stream()
                        .map(problem -> finding(group, problem, "Correct the tag."));
        if (missing.isEmpty()) {
            return unread;
        }
        String tags =
                missing.entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(", "));
        String message =
                "no tag of its Auto Scaling group says %s, so an autoscaler that sees no node of it plans without%s"
                        .formatted(said(missing), needing(subject, missing));
        return Stream.concat(
                unread,
                Stream.of(finding(group, message, "Tag the group with %s.".formatted(tags))));
    }

    /** What its nodes carry, as far as that is known better than by the environment. */
    private static NodeTemplateTags missing(
            NodeTemplateTags said, ScalingGroup actual, NodeTemplateTags tagged) {
        NodeMarks marks =
                actual.nodes().orElseGet(() -> new NodeMarks(said.labels(), said.taints()));
        return new NodeTemplateTags(
                without(marks.labels(), tagged.labels()),
                marks.taints().stream().filter(taint -> !tagged.taints().contains(taint)).toList(),
                without(said.resources(), tagged.resources()),
                ScalingOptions.NONE,
                List.of());
    }

    private static <T> SortedMap<String, T> without(
            SortedMap<String, T> wanted, SortedMap<String, T> there) {
        SortedMap<String, T> rest = new TreeMap<>(wanted);
        rest.entrySet().removeAll(there.entrySet());
        return rest;
    }

    private static String said(SortedMap<String, String> missing) {
        return missing.entrySet().stream()
                .map(tag ->
                        "%s=%s"
                                .formatted(
                                        tag.getKey().substring(NodeTemplateTags.PREFIX.length()),
                                        tag.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String needing(Subject subject, SortedMap<String, String> missing) {
        String workloads =
                subject.manifests().workloads().stream()
                        .filter(workload -> asksForOne(workload, missing))
                        .map(Workload::label)
                        .collect(Collectors.joining(", "));
        return workloads.isEmpty() ? "" : " (" + workloads + " asks for it)";
    }

    private static boolean asksForOne(Workload workload, SortedMap<String, String> missing) {
        Map<String, String> selector =
                Optional.ofNullable(workload.template().getSpec().getNodeSelector())
                        .orElse(Map.of());
        return selector.keySet().stream()
                .anyMatch(label -> missing.containsKey(NodeTemplateTags.PREFIX + "label/" + label));
    }

    private Finding finding(NodeGroupConfig group, String message, String change) {
        return new Finding(
                id(),
                group.size().min() == 0 ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                "Node group %s: %s.".formatted(group.name(), message),
                change);
    }
}
