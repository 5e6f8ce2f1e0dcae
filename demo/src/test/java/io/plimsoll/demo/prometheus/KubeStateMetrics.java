package io.plimsoll.demo.prometheus;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at a simulated cluster as kube-state-metrics does for Prometheus, and answers range queries
 * of what it saw, a file a metric.
 */
final class KubeStateMetrics {

    private final SortedMap<String, SortedMap<Map<String, String>, List<List<Object>>>> seen =
            new TreeMap<>();

    /** One scrape. */
    void scrape(Cluster cluster, Instant now) {
        cluster.nodes().forEach(node -> scrape(node, now));
        cluster.pods().forEach(pod -> scrape(pod, now));
    }

    private void scrape(Node node, Instant now) {
        add("kube_node_info", labels("node", node.name()), 1, now);
        SortedMap<String, String> labels = labels("node", node.name());
        node.metadata()
                .labels()
                .forEach((key, value) -> labels.put("label_" + Names.written(key), value));
        add("kube_node_labels", labels, 1, now);
    }

    private void scrape(Pod pod, Instant now) {
        SortedMap<String, String> key =
                labels(
                        "namespace", pod.key().namespace(),
                        "pod", pod.key().name(),
                        "uid", pod.metadata().uid());
        SortedMap<String, String> info = new TreeMap<>(key);
        info.put("node", pod.spec().nodeName().orElse(""));
        pod.controller()
                .ifPresent(owner -> {
                    info.put("created_by_kind", owner.kind());
                    info.put("created_by_name", owner.name());
                    add(
                            "kube_pod_owner",
                            with(
                                    key,
                                    "owner_kind",
                                    owner.kind(),
                                    "owner_name",
                                    owner.name(),
                                    "owner_is_controller",
                                    "true"),
                            1,
                            now);
                });
        add("kube_pod_info", info, 1, now);
        add("kube_pod_created", key, seconds(pod.metadata().creationTime()), now);
        add(
                "kube_pod_container_resource_requests",
                with(key, "container", "main", "resource", "cpu", "unit", "core"),
                pod.spec().requests().milliCpu() / 1000.0,
                now);
        add(
                "kube_pod_container_resource_requests",
                with(key, "container", "main", "resource", "memory", "unit", "byte"),
                (double) pod.spec().requests().memoryBytes(),
                now);
        if (pod.isUnschedulable()) {
            add("kube_pod_status_unschedulable", key, 1, now);
        }
        pod.status()
                .scheduled()
                .filter(Pod.ScheduledCondition::status)
                .ifPresent(scheduled ->
                        add(
                                "kube_pod_status_scheduled_time",
                                key,
                                seconds(scheduled.since()),
                                now));
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    private static SortedMap<String, String> with(Map<String, String> labels, String... more) {
        SortedMap<String, String> all = labels(more);
        all.putAll(labels);
        return all;
    }

    private static SortedMap<String, String> labels(String... pairs) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            labels.put(pairs[at], pairs[at + 1]);
        }
        return labels;
    }

    private void add(String metric, SortedMap<String, String> labels, double value, Instant now) {
        labels.put("__name__", metric);
        seen.computeIfAbsent(metric, _ -> new TreeMap<>(Comparator.comparing(Object::toString)))
                .computeIfAbsent(new TreeMap<>(labels), _ -> new ArrayList<>())
                .add(List.of(now.getEpochSecond(), Double.toString(value)));
    }

    /**
     * Writes the answers.
     *
     * @return the files
     */
    List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, SortedMap<Map<String, String>, List<List<Object>>>> metric :
                seen.entrySet()) {
            Path file = folder.resolve(metric.getKey() + ".json");
            Files.writeString(file, answer(metric.getValue()));
            files.add(file);
        }
        return files;
    }

    private static String answer(Map<Map<String, String>, List<List<Object>>> series) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of(
                                "status",
                                "success",
                                "data",
                                new TreeMap<>(
                                        Map.of(
                                                "resultType",
                                                "matrix",
                                                "result",
                                                series.entrySet().stream()
                                                        .map(each ->
                                                                Map.of(
                                                                        "metric",
                                                                        each.getKey(),
                                                                        "values",
                                                                        each.getValue()))
                                                        .toList()))));
    }
}
