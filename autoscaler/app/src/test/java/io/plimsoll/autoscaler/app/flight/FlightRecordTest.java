package io.plimsoll.autoscaler.app.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.autoscaler.app.input.ClusterFiles;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.file.NodeGroupFiles;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.testbed.Mutator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlightRecordTest {

    private static final int FUZZ_RUNS = Integer.getInteger("plimsoll.fuzz", 1500);

    private static final Instant NOW = Instant.parse("2026-03-05T21:40:00Z");

    private static final String CLUSTER =
            """
            apiVersion: v1
            kind: Node
            metadata: {name: n1, labels: {pool: a}}
            spec:
              providerID: aws:///us-west-1a/i-1
              taints: [{key: dedicated, value: a, effect: NoSchedule}]
            status:
              allocatable: {cpu: 1930m, memory: 6837Mi, pods: "35", example.com/fpga: "2"}
              conditions: [{type: Ready, status: "True", lastTransitionTime: "2026-03-05T20:00:00Z"}]
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              namespace: kong
              name: waiting
              creationTimestamp: "2026-03-05T21:00:00Z"
              ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: kong, uid: u, controller: true}]
            spec:
              containers:
              - {name: proxy, resources: {requests: {cpu: 300m}}, ports: [{containerPort: 80, hostPort: 80}]}
              volumes:
              - {name: tmp, emptyDir: {}}
              - {name: data, persistentVolumeClaim: {claimName: data}}
              - {name: host, hostPath: {path: /tmp}}
              - {name: config, configMap: {name: config}}
              topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: kong}}
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                    - matchExpressions: [{key: pool, operator: In, values: [a]}]
                podAntiAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: {matchLabels: {app: kong}}
            status:
              phase: Pending
              conditions:
              - {type: PodScheduled, status: "False", reason: Unschedulable, lastTransitionTime: "2026-03-05T21:00:01Z"}
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {namespace: kong, name: kong}
            spec: {maxUnavailable: 1, selector: {matchExpressions: [{key: app, operator: Exists}]}}
            status: {disruptionsAllowed: 1}
            """;

    private static final String GROUPS =
            """
            {"AutoScalingGroups": [
              {"AutoScalingGroupName": "kong", "MinSize": 0, "MaxSize": 6, "DesiredCapacity": 1,
               "AvailabilityZones": ["us-west-1a"], "Instances": [{"InstanceId": "i-1",
                 "AvailabilityZone": "us-west-1a", "LifecycleState": "InService"}],
               "MixedInstancesPolicy": {"LaunchTemplate": {"Overrides": [
                 {"InstanceType": "t3.large"}]}}},
              {"AutoScalingGroupName": "broken", "MinSize": 0, "MaxSize": 6, "DesiredCapacity": 0,
               "AvailabilityZones": ["us-west-1a"]}]}
            """;

    @TempDir private Path folder;

    @Test
    void loopsAreDecidedAgainAsTheyWere() throws IOException {
        Path record = folder.resolve("flight");
        FlightRecorder recorder = recorder(record);
        LoopReport report = report(observation());
        recorder.loopEnded(report);
        recorder.loopEnded(report);

        StringWriter out = new StringWriter();
        assertThat(replay(record, out)).isZero();
        assertThat(out.toString()).contains("2 loops decided again: 2 the same, 0 different");
    }

    @Test
    void linesAreReadBackAsTheyWereWritten() throws IOException {
        FlightLine line =
                FlightLine.of(
                        report(observation()), AutoscalingOptions.DEFAULT, Optional.of(List.of()));

        assertThat(
                        FlightJson.MAPPER.treeToValue(
                                FlightJson.MAPPER.readTree(FlightDelta.json(line).toString()),
                                FlightLine.class))
                .isEqualTo(line);
    }

    @Test
    void saysWhichLoopIsDecidedDifferently() throws IOException {
        String line =
                FlightDelta.json(
                                FlightLine.of(
                                        report(observation()),
                                        AutoscalingOptions.DEFAULT,
                                        Optional.of(List.of())))
                        .toString();
        assertThat(line).contains("\"healthy\":true");
        Path record =
                Files.writeString(
                        folder.resolve("flight.jsonl"),
                        line.replace("\"healthy\":true", "\"healthy\":false") + "\n");

        StringWriter out = new StringWriter();
        assertThat(replay(record, out)).isEqualTo(1);
        assertThat(out.toString())
                .contains("Loop 1 of 2026-03-05T21:40:00Z is decided differently now");
    }

    @Test
    void explainsWhatWasDecidedAboutAnObject() throws IOException {
        Path record = folder.resolve("flight");
        FlightRecorder recorder = recorder(record);
        recorder.loopEnded(report(observation()));
        recorder.loopEnded(report(observation()));

        StringWriter pod = new StringWriter();
        assertThat(explain(record, "kong/waiting", pod)).isZero();
        assertThat(pod.toString().lines().filter(line -> line.contains("is helped by"))).hasSize(1);
        assertThat(pod.toString()).contains("kong: ").contains("(");
        StringWriter node = new StringWriter();
        assertThat(explain(record, "n1", node)).isZero();
        assertThat(node.toString()).startsWith("2026-03-05T21:40:00Z ");
        assertThat(explain(record, "n2", new StringWriter())).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}}\n", "[]\n{}\n", "{\"in\":{}}\n", "{\"digest\":\"old\"}\n"})
    void refusesWhatIsNoFlightRecordInOneSentence(String content) throws IOException {
        Path record = Files.writeString(folder.resolve("flight.jsonl"), content);

        StringWriter err = new StringWriter();
        assertThat(replay(record, new StringWriter(), err)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("flight.jsonl");
    }

    /** Whatever stands in a record: it is replayed and explained, or refused in words. */
    @Test
    void everyMutationOfARecordIsReadOrRefused() throws IOException {
        Path record = folder.resolve("flight.jsonl");
        byte[] content =
                (FlightDelta.json(
                                        FlightLine.of(
                                                report(observation()),
                                                AutoscalingOptions.DEFAULT,
                                                Optional.of(List.of())))
                                + "\n")
                        .repeat(2)
                        .getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < FUZZ_RUNS; seed++) {
            Files.write(record, new Mutator(seed).mutate(content));
            assertAnswersOrRefuses("seed " + seed, "replay", record.toString());
            assertAnswersOrRefuses(
                    "seed " + seed,
                    "explain",
                    "--flight-record",
                    record.toString(),
                    "kong/waiting");
        }
    }

    private static void assertAnswersOrRefuses(String label, String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode =
                AutoscalerMain.execute(
                        new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);

        assertThat(exitCode).as("%s: %s", label, err).isBetween(0, 2);
        assertThat(err.toString())
                .as(label)
                .doesNotContain("java.", "Exception", "Internal error", "jackson")
                .hasSizeLessThan(15_000);
    }

    private Observation observation() throws IOException {
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
        Path groups = Files.writeString(folder.resolve("groups.json"), GROUPS);
        return new Observation(
                new ClusterFiles(List.of(cluster), List.of(), false).read("kube-system").cluster(),
                new NodeGroupFiles(
                                groups,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                NodeGroupFiles.Prices.BUILT_IN)
                        .read(new GroupSelection(List.of(), List.of()))
                        .groups());
    }

    private static LoopReport report(Observation observation) {
        return new LoopReport(
                NOW,
                observation,
                History.NONE,
                DecisionCore.decide(observation, History.NONE, AutoscalingOptions.DEFAULT, NOW),
                List.of(
                        new LoopReport.Outcome.Done(new Action.GiveBack("kong", 2, 1)),
                        new LoopReport.Outcome.Failed(
                                new Action.FreeNode("n1"),
                                new LoopReport.Problem(LoopReport.Problem.Kind.CHANGED, "why"))));
    }

    private static int explain(Path record, String object, StringWriter out) {
        return AutoscalerMain.execute(
                new PrintWriter(out),
                new PrintWriter(new StringWriter()),
                "explain",
                "--flight-record",
                record.toString(),
                object);
    }

    private static FlightRecorder recorder(Path record) {
        return new FlightRecorder(
                new FlightFolder(record, 1 << 20), AutoscalingOptions.DEFAULT, List.of());
    }

    private static int replay(Path record, StringWriter out) {
        return replay(record, out, new StringWriter());
    }

    private static int replay(Path record, StringWriter out, StringWriter err) {
        return AutoscalerMain.execute(
                new PrintWriter(out), new PrintWriter(err, true), "replay", record.toString());
    }
}
