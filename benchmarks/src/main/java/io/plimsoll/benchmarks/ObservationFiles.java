package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An observation as {@code kubectl get -o json} and {@code aws autoscaling} would print it. */
final class ObservationFiles {
    private static final String MACHINE = "c5.4xlarge";

    private ObservationFiles() {}

    static void write(Observation observation, Path cluster, Path nodeGroups) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(cluster)) {
            out.write("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n");
            writeAll(out, observation.cluster().nodes(), ObservationFiles::node);
            if (!observation.cluster().nodes().isEmpty()) {
                out.write(",\n");
            }
            writeAll(out, observation.cluster().pods(), ObservationFiles::pod);
            out.write("]}\n");
        }
        try (BufferedWriter out = Files.newBufferedWriter(nodeGroups)) {
            out.write("{\"AutoScalingGroups\":[\n");
            writeAll(out, observation.nodeGroups(), ObservationFiles::group);
            out.write("]}\n");
        }
    }

    private static <T> void writeAll(BufferedWriter out, List<T> objects, Function<T, String> json)
            throws IOException {
        String separator = "";
        for (T object : objects) {
            out.write(separator);
            out.write(json.apply(object));
            separator = ",\n";
        }
    }

    private static String pod(Pod pod) {
        String owner =
                pod.controller()
                        .map(found ->
                                """
                                "ownerReferences":[{"apiVersion":"apps/v1","kind":"%s","name":"%s","uid":"%s",\
                                "controller":true}],\
                                """
                                        .formatted(found.kind(), found.name(), found.uid()))
                        .orElse("");
        String node =
                pod.spec()
                        .nodeName()
                        .map(name -> "\"nodeName\":\"%s\",".formatted(name))
                        .orElse("");
        String status =
                node.isEmpty()
                        ? """
                        {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False",\
                        "reason":"Unschedulable","lastTransitionTime":"1970-01-01T00:00:00Z"}]}\
                        """
                        : """
                        {"phase":"Running","conditions":[{"type":"Ready","status":"True","lastTransitionTime":"1970-01-01T00:00:00Z"}]}\
                        """;
        return """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"%s","uid":"%s",\
        "creationTimestamp":"1970-01-01T00:00:00Z","labels":%s,"annotations":%s,%s"resourceVersion":"1"},\
        "spec":{%s"containers":[{"name":"main","image":"registry.k8s.io/pause:3.9","resources":{"requests":\
        {"cpu":"%dm","memory":"%d"}}}],\
        "terminationGracePeriodSeconds":30},\
        "status":%s}\
        """
                .formatted(
                        pod.key().name(),
                        pod.key().namespace(),
                        "uid-" + pod.key().name(),
                        object(pod.metadata().labels()),
                        object(pod.metadata().annotations()),
                        owner,
                        node,
                        pod.spec().requests().milliCpu(),
                        pod.spec().requests().memoryBytes(),
                        status);
    }

    private static String node(Node node) {
        String resources =
                "{\"cpu\":\"%dm\",\"memory\":\"%d\",\"pods\":\"%d\"}"
                        .formatted(
                                node.status().allocatable().milliCpu(),
                                node.status().allocatable().memoryBytes(),
                                node.status().allocatable().pods());
        return """
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"%s","uid":"%s",\
        "creationTimestamp":"1970-01-01T00:00:00Z","labels":%s,"resourceVersion":"1"},\
        "spec":{"providerID":"%s"},"status":{"capacity":%s,"allocatable":%s,"conditions":[{"type":"Ready",\
        "status":"True","reason":"KubeletReady","lastTransitionTime":"1970-01-01T00:00:00Z"}]}}\
        """
                .formatted(
                        node.name(),
                        "uid-" + node.name(),
                        object(node.metadata().labels()),
                        node.spec().providerId(),
                        resources,
                        resources);
    }

    private static String group(NodeGroup group) {
        String instances =
                group.instances().stream()
                        .map(instance ->
                                """
                                {"InstanceId":"%s","InstanceType":"%s","AvailabilityZone":"eu-west-1a",\
                                "LifecycleState":"InService","HealthStatus":"Healthy","ProtectedFromScaleIn":false}\
                                """
                                        .formatted(instance.id(), MACHINE))
                        .collect(Collectors.joining(",\n"));
        return """
        {"AutoScalingGroupName":"%s","MinSize":%d,"MaxSize":%d,"DesiredCapacity":%d,\
        "AvailabilityZones":["eu-west-1a"],"Instances":[%s],"Tags":[],"MixedInstancesPolicy":{"LaunchTemplate":\
        {"LaunchTemplateSpecification":{"LaunchTemplateName":"x","Version":"1"},"Overrides":\
        [{"InstanceType":"%s"}]}}}\
        """
                .formatted(
                        group.name(),
                        group.size().min(),
                        group.size().max(),
                        group.size().target(),
                        instances,
                        MACHINE);
    }

    private static String object(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
