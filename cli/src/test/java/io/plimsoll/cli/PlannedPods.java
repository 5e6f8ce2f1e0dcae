package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.environment.tags.DiscoveryTags;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pending pods of a node's size, for {@code ./plimsoll autoscaler plan} to place on the node groups
 * that AWS describes.
 */
final class PlannedPods {

    private final List<String> pods = new ArrayList<>();

    /** Pods that keep to the workload's group and tolerate its taint. */
    PlannedPods of(String workload, int count) {
        IntStream.rangeClosed(1, count)
                .forEach(number -> add(workload + "-" + number, workload, toleration(workload)));
        return this;
    }

    PlannedPods withoutToleration(String name, String workload) {
        add(name, workload, "");
        return this;
    }

    private void add(String name, String workload, String toleration) {
        pods.add(
                """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: %1$s, namespace: kong, uid: %1$s}
                spec:
                  nodeSelector: {plimsoll.io/workload: %2$s}
                  tolerations: [%3$s]
                  containers: [{name: main, image: main, resources: {requests: {cpu: 1500m, memory: 1Gi}}}]
                status: {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable}]}
                """
                        .formatted(name, workload, toleration));
    }

    private static String toleration(String workload) {
        return "{key: plimsoll.io/workload, operator: Equal, value: %s, effect: NoSchedule}"
                .formatted(workload);
    }

    /**
     * @param groups what {@code aws autoscaling describe-auto-scaling-groups} prints
     * @param launchTemplates what {@code aws ec2 describe-launch-template-versions} prints
     */
    JsonNode plan(Path folder, String cluster, JsonNode groups, JsonNode launchTemplates)
            throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                AutoscalerMain.execute(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        "plan",
                        "--cluster",
                        write(folder, "pods.yaml", String.join("", pods)),
                        "--node-groups",
                        write(folder, "groups.json", groups.toString()),
                        "--launch-templates",
                        write(folder, "templates.json", launchTemplates.toString()),
                        "--node-group-auto-discovery=" + DiscoveryTags.autoDiscovery(cluster),
                        "-o",
                        "json");
        assertThat(exitCode).as(err.toString()).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    /** Each growth as "group from to", the group without what EKS adds to its name. */
    static List<String> growth(JsonNode plan) {
        return plan.path("scaleUp")
                .valueStream()
                .map(grown ->
                        "%s %d %d"
                                .formatted(
                                        shortName(grown),
                                        grown.path("from").asInt(),
                                        grown.path("to").asInt()))
                .toList();
    }

    /** Why the groups reject a pod, as "group plugin". */
    static List<String> rejections(JsonNode plan, String pod) {
        return plan.path("pendingPods")
                .valueStream()
                .filter(pending -> pending.path("pod").asString().equals("kong/" + pod))
                .flatMap(pending -> pending.path("rejected").valueStream())
                .map(rejected -> shortName(rejected) + " " + rejected.path("plugin").asString())
                .toList();
    }

    private static String shortName(JsonNode node) {
        return node.path("nodeGroup").asString().replaceFirst("^eks-([^-]+)-.*", "$1");
    }

    private static String write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
