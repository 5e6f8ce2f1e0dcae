package io.plimsoll.autoscaler.app.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.autoscaler.app.input.ClusterFiles;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.file.NodeGroupFiles;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {

    private static final Instant NOW = Instant.parse("2026-03-05T21:40:00Z");

    private static final String CLUSTER =
            """
            apiVersion: v1
            kind: Node
            metadata: {name: n1, labels: {pool: a}}
            spec: {providerID: aws:///us-west-1a/i-1}
            status:
              allocatable: {cpu: 1930m, memory: 6837Mi, pods: "35"}
              conditions: [{type: Ready, status: "True", lastTransitionTime: "2026-03-05T20:00:00Z"}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {namespace: kong, name: running, creationTimestamp: "2026-03-05T20:00:00Z"}
            spec:
              nodeName: n1
              containers: [{name: proxy, resources: {requests: {cpu: 100m}}}]
            status: {phase: Running}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {namespace: kong, name: waiting, creationTimestamp: "2026-03-05T21:00:00Z"}
            spec:
              containers: [{name: proxy, resources: {requests: {cpu: "3", memory: 300Mi}}}]
            status:
              phase: Pending
              conditions:
              - {type: PodScheduled, status: "False", reason: Unschedulable, lastTransitionTime: "2026-03-05T21:00:01Z"}
            """;

    private static final String GROUPS =
            """
            {"AutoScalingGroups": [
              {"AutoScalingGroupName": "a-full", "MinSize": 0, "MaxSize": 1, "DesiredCapacity": 1,
               "AvailabilityZones": ["us-west-1a"],
               "Instances": [{"InstanceId": "i-1", "InstanceType": "t3.large",
                 "AvailabilityZone": "us-west-1a", "LifecycleState": "InService"}]},
              {"AutoScalingGroupName": "b-small", "MinSize": 0, "MaxSize": 6, "DesiredCapacity": 0,
               "AvailabilityZones": ["us-west-1a"],
               "MixedInstancesPolicy": {"LaunchTemplate": {"Overrides": [
                 {"InstanceType": "t3.large"}]}}}]}
            """;

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path cluster = Path.of("");
    private Path groups = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        cluster = Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
        groups = Files.writeString(folder.resolve("groups.json"), GROUPS);
    }

    @Test
    void podIsToldWhatEveryGroupSaysTheClosestFirstWithinEightyColumns() {
        assertThat(explainFiles("--pod", "kong/waiting")).isZero();

        assertThat(out.toString())
                .isEqualTo(
                        """
                        Pod kong/waiting at 2026-03-05T21:40:00Z: no node group helps

                        Node groups, closest first
                          ! b-small
                              NodeResourcesFit: asks cpu 3; a new node has 1.93
                                would help: 1.07 more cpu on a node, or a pod that asks at most 1.93
                          ! a-full
                              NodeGroup: max node group size reached: desired 1 of at most 1
                                would help: a maximum above 1
                              NodeResourcesFit: asks cpu 3; a new node has 1.93
                                would help: 1.07 more cpu on a node, or a pod that asks at most 1.93
                        """);
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void flightRecordGivesTheSameAnswerAsTheFilesItWasMadeOf() throws IOException {
        Path record = record();

        assertThat(explain("--flight-record", record.toString(), "--pod", "kong/waiting")).isZero();
        String ofRecord = out.toString();
        out.getBuffer().setLength(0);
        assertThat(explainFiles("--pod", "kong/waiting")).isZero();
        assertThat(ofRecord).isEqualTo(out.toString());
    }

    @Test
    void jsonHasTheFigures() throws IOException {
        assertThat(
                        explain(
                                "--flight-record",
                                record().toString(),
                                "--pod",
                                "kong/waiting",
                                "-ojson"))
                .isZero();

        JsonNode answer = JsonMapper.builder().build().readTree(out.toString());
        assertThat(answer.path("kind").asString()).isEqualTo("Explanation");
        JsonNode closest = answer.path("groups").path(0);
        assertThat(closest.path("nodeGroup").asString()).isEqualTo("b-small");
        JsonNode shortage = closest.path("obstacles").path(0).path("shortages").path(0);
        assertThat(shortage.path("asked").asString()).isEqualTo("3");
        assertThat(shortage.path("free").asString()).isEqualTo("1.93");
    }

    @Test
    void nodeIsToldWhatHoldsIt() {
        assertThat(explainFiles("--node", "n1")).isZero();

        assertThat(out.toString())
                .isEqualTo(
                        """
                        Node n1 at 2026-03-05T21:40:00Z
                            n1 of a-full, 5 % used: BlockedByPod: kong/running (NotReplicated)
                              of no controller, which would not make it anew;
                                cluster-autoscaler.kubernetes.io/safe-to-evict=true lets it go
                              would go with: the pod may move
                        """);
    }

    @Test
    void scaleDownIsToldOfAllNodes() {
        assertThat(explainFiles("--scale-down")).isZero();
        assertThat(out.toString()).contains("n1 of a-full").contains("kong/running");
    }

    @Test
    void whoeverIsNotThereGetsExitCodeOne() {
        assertThat(explainFiles("--pod", "kong/nobody")).isEqualTo(1);
        assertThat(explainFiles("--node", "n9")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("nothing was decided about pod kong/nobody", "node n9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--now=2026-03-05T21:40:00Z|nothing is asked about; allowed: one of --pod",
                "--pod=waiting|--pod: \"waiting\" is not allowed; allowed: namespace/name",
                "kong/waiting|an OBJECT needs --flight-record FOLDER",
                "--scale-down --node=n1|--node and --scale-down; allowed: one of",
                "--scale-down --cluster=c --flight-record=f|--flight-record excludes --cluster",
                "--scale-down --cluster=none|none: no such file"
            })
    void badInputEndsWithTwoAndOneSentence(String arguments, String message) {
        assertThat(explain(arguments.split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(message);
    }

    @Test
    void clusterThatDoesNotAnswerEndsWithTwoAndOneSentence() throws IOException {
        Path kubeconfig =
                Files.writeString(
                        folder.resolve("kubeconfig"),
                        """
                        apiVersion: v1
                        kind: Config
                        clusters: [{name: gone, cluster: {server: "https://127.0.0.1:1"}}]
                        users: [{name: me, user: {token: none}}]
                        contexts: [{name: gone, context: {cluster: gone, user: me}}]
                        current-context: gone
                        """);

        assertThat(explain("--scale-down", "--kubeconfig=" + kubeconfig, "--node-groups=" + groups))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("the cluster at https://127.0.0.1:1/ cannot be read: ");
    }

    @Test
    void kubeconfigWithoutContextEndsWithTwoAndOneSentence() throws IOException {
        Path kubeconfig =
                Files.writeString(
                        folder.resolve("kubeconfig"),
                        "apiVersion: v1\nkind: Config\nclusters: []\n");

        assertThat(explain("--scale-down", "--kubeconfig=" + kubeconfig, "--node-groups=" + groups))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("no cluster to read: there is no current kube context");
    }

    private Path record() throws IOException {
        Observation observation =
                new Observation(
                        new ClusterFiles(List.of(cluster), List.of(), false)
                                .read("kube-system")
                                .cluster(),
                        new NodeGroupFiles(
                                        groups,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        NodeGroupFiles.Prices.BUILT_IN)
                                .read(new GroupSelection(List.of(), List.of()))
                                .groups());
        Path record = folder.resolve("flight");
        new FlightRecorder(new FlightFolder(record, 1 << 20), AutoscalingOptions.DEFAULT, List.of())
                .loopEnded(
                        new LoopReport(
                                NOW,
                                observation,
                                History.NONE,
                                DecisionCore.decide(
                                        observation, History.NONE, AutoscalingOptions.DEFAULT, NOW),
                                List.of()));
        return record;
    }

    private int explainFiles(String... question) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("--cluster=" + cluster, "--node-groups=" + groups, "--now=" + NOW));
        arguments.addAll(List.of(question));
        return explain(arguments.toArray(String[]::new));
    }

    private int explain(String... arguments) {
        List<String> all = new ArrayList<>(List.of("explain"));
        all.addAll(List.of(arguments));
        return AutoscalerMain.execute(
                new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }
}
