package io.plimsoll.checks;

import io.fabric8.kubernetes.api.model.Container;
import io.plimsoll.checks.infrastructure.Infrastructure;
import io.plimsoll.checks.infrastructure.ScalingGroup;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An Auto Scaling group that the autoscaler does not find, or may not resize. */
final class MissingDiscoveryTag implements Check {

    private static final String FLAG = "--node-group-auto-discovery=asg:tag=";

    @Override
    public String id() {
        return "missing-discovery-tag";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        return subject.infrastructure().stream()
                .flatMap(infrastructure -> findings(subject, infrastructure))
                .toList();
    }

    private Stream<Finding> findings(Subject subject, Infrastructure infrastructure) {
        SortedMap<String, Optional<String>> wanted = wanted(subject);
        return subject.environment().managedNodeGroups().stream()
                .map(NodeGroupConfig::eksName)
                .flatMap(name ->
                        infrastructure
                                .groupOf(name)
                                .map(group -> finding(group, wanted))
                                .orElseGet(() -> Optional.of(unknown(name)))
                                .stream());
    }

    /** What the policy asks for, and what the autoscaler's Deployment looks for. */
    private static SortedMap<String, Optional<String>> wanted(Subject subject) {
        SharedNames names = new SharedNames(subject.environment());
        SortedMap<String, Optional<String>> wanted = new TreeMap<>();
        subject.manifests().workloads().stream()
                .filter(workload -> workload.name().equals(names.autoscalerDeployment()))
                .flatMap(workload -> workload.template().getSpec().getContainers().stream())
                .flatMap(MissingDiscoveryTag::arguments)
                .filter(argument -> argument.startsWith(FLAG))
                .flatMap(argument -> Stream.of(argument.substring(FLAG.length()).split(",", -1)))
                .map(tag -> tag.split("=", 2))
                .forEach(tag ->
                        wanted.put(
                                tag[0], tag.length == 1 ? Optional.empty() : Optional.of(tag[1])));
        names.discoveryTags().forEach((key, value) -> wanted.put(key, Optional.of(value)));
        return wanted;
    }

    private static Stream<String> arguments(Container container) {
        return Stream.concat(container.getCommand().stream(), container.getArgs().stream());
    }

    private Optional<Finding> finding(
            ScalingGroup group, SortedMap<String, Optional<String>> wanted) {
        String missing =
                wanted.entrySet().stream()
                        .filter(tag -> !carries(group, tag))
                        .map(MissingDiscoveryTag::text)
                        .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                id(),
                                Finding.Severity.ERROR,
                                "The Auto Scaling group of node group %s lacks the tags %s: the autoscaler does not find it, or may not resize it."
                                        .formatted(group.nodeGroup(), missing),
                                "Tag the group with %s; the stacks do so for every node group."
                                        .formatted(missing)));
    }

    private static boolean carries(ScalingGroup group, Map.Entry<String, Optional<String>> tag) {
        String actual = group.tags().get(tag.getKey());
        return actual != null && tag.getValue().map(actual::equals).orElse(true);
    }

    private static String text(Map.Entry<String, Optional<String>> tag) {
        return tag.getKey() + tag.getValue().map(value -> "=" + value).orElse("");
    }

    private Finding unknown(String nodeGroup) {
        return new Finding(
                id(),
                Finding.Severity.WARNING,
                "No Auto Scaling group belongs to node group %s, so nothing can be said of its tags."
                        .formatted(nodeGroup),
                "Synthesize the templates again, or deploy the node group.");
    }
}
