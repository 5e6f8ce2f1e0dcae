package io.plimsoll.autoscaler.app.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopCommandTest {

    private static final Instant NOW = Instant.parse("2026-03-05T22:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void showsNodesByGroupWithBarsAndWhatPodsLackWithinEightyColumns() throws IOException {
        assertThat(top()).as(err.toString()).isZero();

        assertThat(out.toString().lines())
                .allMatch(line -> line.length() <= 80)
                .contains("kong: 2 nodes, wants 2 (0 to 2), 0.1664 USD/h, CPU asked 31 %")
                .anyMatch(line -> line.matches("n1 +█+░+ 51% .*"))
                .anyMatch(line -> line.matches("n2 .* unneeded 4m, NotUnneededLongEnough"))
                .anyMatch(line -> line.matches("kong/big +60m +kong +.*max node group size.*"));
    }

    @Test
    void sortsAndFilters() throws IOException {
        top("--sort", "asked", "-o", "name");
        assertThat(out.toString().lines()).containsExactly("node/n1", "node/n2");

        out.getBuffer().setLength(0);
        top("--filter", "n2", "-o", "name");
        assertThat(out.toString().lines()).containsExactly("node/n2");
    }

    @Test
    void printsADocumentForPrograms() throws IOException {
        top("-o", "json");

        assertThat(out.toString())
                .contains(
                        "\"kind\" : \"Top\"",
                        "\"unneededSeconds\" : 240",
                        "\"nearest\" : \"kong\"");
    }

    @Test
    void namesTheNearestColumn() throws IOException {
        assertThat(top("--sort", "askd")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean asked?");
    }

    private int top(String... more) throws IOException {
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), cluster());
        Path groups =
                Files.writeString(
                        folder.resolve("groups.json"),
                        """
                        {"AutoScalingGroups": [{"AutoScalingGroupName": "kong", "MinSize": 0,
                          "MaxSize": 2, "DesiredCapacity": 2, "AvailabilityZones": ["us-west-1a"],
                          "MixedInstancesPolicy": {"LaunchTemplate": {"Overrides": [
                            {"InstanceType": "t3.large"}]}},
                          "Instances": [
                            {"InstanceId": "i-n1", "InstanceType": "t3.large",
                             "AvailabilityZone": "us-west-1a", "LifecycleState": "InService"},
                            {"InstanceId": "i-n2", "InstanceType": "t3.large",
                             "AvailabilityZone": "us-west-1a", "LifecycleState": "InService"}]}]}
                        """);
        List<String> arguments =
                Stream.concat(
                                Stream.of(
                                        "top",
                                        "--cluster=" + cluster,
                                        "--node-groups=" + groups,
                                        "--now=" + NOW),
                                Stream.of(more))
                        .toList();
        return AutoscalerMain.execute(
                new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }

    private static String cluster() {
        return node("n1", "")
                + node(
                        "n2",
                        ", taints: [{key: DeletionCandidateOfClusterAutoscaler, value: \"%d\", effect: PreferNoSchedule}]"
                                .formatted(NOW.minusSeconds(240).getEpochSecond()))
                + pod("busy", "nodeName: n1, ", "1000m", "phase: Running")
                + pod("small", "nodeName: n2, ", "200m", "phase: Running")
                + pod(
                        "big",
                        "",
                        "1900m",
                        "phase: Pending, conditions: [{type: PodScheduled, status: \"False\","
                                + " reason: Unschedulable, lastTransitionTime: 2026-03-05T21:00:00Z}]")
                + """
                ---
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {namespace: kong, name: web, uid: web}
                spec: {replicas: 3, selector: {matchLabels: {a: b}}}
                """;
    }

    private static String node(String name, String more) {
        return """
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: %s, uid: %s, creationTimestamp: 2026-03-03T22:00:00Z}
        spec: {providerID: aws:///us-west-1a/i-%s%s}
        status:
          allocatable: {cpu: 1930m, memory: 6837Mi, pods: "35"}
          capacity: {cpu: "2", memory: 7837Mi, pods: "35"}
          conditions: [{type: Ready, status: "True", lastTransitionTime: 2026-03-03T22:00:00Z}]
        """
                .formatted(name, name, name, more);
    }

    private static String pod(String name, String placed, String cpu, String status) {
        return """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          namespace: kong
          name: %s
          uid: %s
          creationTimestamp: 2026-03-05T20:00:00Z
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: web, controller: true}]
        spec: {%scontainers: [{name: c, resources: {requests: {cpu: %s, memory: 100Mi}}}]}
        status: {%s}
        """
                .formatted(name, name, placed, cpu, status);
    }
}
