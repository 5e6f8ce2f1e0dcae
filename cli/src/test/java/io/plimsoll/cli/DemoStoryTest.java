package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job, on what stacks and charts really synthesize: change the environment, and the story
 * changes as arithmetic says. A node takes (allocatable CPU − 150m of DaemonSets) / request Kong
 * pods.
 */
class DemoStoryTest {

    @TempDir private Path folder = Path.of("");

    private static final String GROUPS =
            """
            cluster: {name: story, region: eu-west-1}
            nodeGroups:
              - {name: system, instanceTypes: [t3.large], min: 2, max: 3, labels: {plimsoll.io/workload: system}}
              - name: load
                instanceTypes: [t3.large]
                min: 1
                max: 2
                labels: {plimsoll.io/workload: load}
                taints: [{key: plimsoll.io/workload, value: load, effect: NoSchedule}]
            """;

    private static String kongGroup(String name, String type, int min, int max) {
        return """
          - name: %s
            instanceTypes: [%s]
            min: %d
            max: %d
            labels: {plimsoll.io/workload: kong}
            taints: [{key: plimsoll.io/workload, value: kong, effect: NoSchedule}]
        """
                .formatted(name, type, min, max);
    }

    private JsonNode play(String environment) throws IOException {
        return play(environment, folder.resolve("out"));
    }

    private JsonNode play(String environment, Path out) throws IOException {
        return play(Files.writeString(folder.resolve("environment.yaml"), environment), out);
    }

    private static JsonNode play(Path file, Path out) throws IOException {
        Invocation demo =
                Invocation.of(
                        "demo", "--quiet", "--file", file.toString(), "--out", out.toString());

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        return JsonMapper.shared().readTree(Files.readString(out.resolve("timeline.json")));
    }

    private static int peak(JsonNode timeline, String group) {
        return timeline.path("summary").path("peakNodes").path(group).asInt();
    }

    @Test
    void playsTheDefaultScenarioOnFourNodesAndBackToOne() throws IOException {
        JsonNode summary = play(GROUPS + kongGroup("kong", "t3.large", 1, 6)).path("summary");

        assertThat(summary.path("peakReplicas").asInt()).isEqualTo(20);
        assertThat(summary.path("peakNodes").path("kong").asInt()).isEqualTo(4);
        assertThat(summary.path("finalNodes").path("kong").asInt()).isEqualTo(1);
        assertThat(summary.path("stuckPending").asInt()).isZero();
    }

    @Test
    void endsWithWhatClusterAutoscalersRulesWouldHaveKept() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("environment.yaml"),
                        GROUPS + kongGroup("kong", "t3.large", 1, 6));
        Path out = folder.resolve("out");

        Invocation demo = Invocation.of("demo", "--file", file.toString(), "--out", out.toString());

        JsonNode summary =
                JsonMapper.shared()
                        .readTree(Files.readString(out.resolve("timeline.json")))
                        .path("summary");
        JsonNode other = summary.path("comparedWith");
        assertThat(other.path("nodeGroup").asString()).isEqualTo("kong");
        assertThat(other.path("expander").asString()).isEqualTo("least-waste");
        assertThat(other.path("nodesReplaced").asInt(-1)).isZero();
        assertThat(other.path("finalNodes").path("kong").asInt()).isEqualTo(1);
        assertThat(summary.path("pendingPodSeconds").asDouble())
                .isPositive()
                .isLessThan(other.path("pendingPodSeconds").asDouble());
        assertThat(demo.out())
                .contains("by Cluster Autoscaler's rules, least-waste on kong alone")
                .contains("nodes at the end", "all nodes at the end, USD/h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"external-secrets", "secrets-store-csi"})
    void playsADataPlaneOfKonnectHoweverItsCertificateComes(String reader) throws IOException {
        String konnect =
                """
                kong:
                  mode: konnect
                  konnect: {controlPlane: a.cp0.konghq.com, telemetry: a.tp0.konghq.com}
                  certificateFrom: {secret: kong/certificate, by: %s}
                """
                        .formatted(reader);

        JsonNode summary =
                play(GROUPS + kongGroup("kong", "t3.large", 1, 6) + konnect).path("summary");

        assertThat(summary.path("peakReplicas").asInt()).isEqualTo(20);
        assertThat(summary.path("stuckPending").asInt()).isZero();
    }

    @Test
    void needsFewerNodesOfALargerType() throws IOException {
        // (3920m − 150m) / 300m = 12 a node
        assertThat(peak(play(GROUPS + kongGroup("kong", "t3.xlarge", 1, 6)), "kong")).isEqualTo(2);
    }

    @Test
    void needsMoreNodesForLargerRequests() throws IOException {
        // (1930m − 150m) / 600m = 2 a node, and 500 requests/s want half as many pods
        String requests = "kong: {requests: {cpu: 600m, memory: 300Mi}}\n";

        assertThat(peak(play(GROUPS + kongGroup("kong", "t3.large", 1, 12) + requests), "kong"))
                .isEqualTo(10);
    }

    @Test
    void growsTheGroupThatWastesLeastOfTwoThatFit() throws IOException {
        JsonNode timeline =
                play(
                        GROUPS
                                + kongGroup("kong", "t3.large", 1, 6)
                                + kongGroup("roomy", "m5.4xlarge", 0, 6));

        assertThat(peak(timeline, "kong")).isEqualTo(4);
        assertThat(peak(timeline, "roomy")).isZero();
    }

    @Test
    void playsTheSameLoadOnOneGroupBesideTheCheapestMix() throws IOException {
        Path example = Path.of("../examples/cheapest-mix.yaml").toAbsolutePath().normalize();

        JsonNode mix = play(example, folder.resolve("out")).path("summary");

        JsonNode other = mix.path("comparedWith");
        assertThat(mix.path("kongPeakUsdPerHour").asDouble()).isEqualTo(0.1664);
        assertThat(mix.path("peakNodes").path("kong-medium").asInt()).isEqualTo(4);
        assertThat(mix.path("peakUsdPerHour").path("kong-medium").asDouble()).isEqualTo(0.1664);
        assertThat(other.path("expander").asString()).isEqualTo("least-waste");
        assertThat(other.path("nodeGroup").asString()).isEqualTo("kong-large");
        assertThat(other.path("kongPeakUsdPerHour").asDouble()).isEqualTo(0.3328);
        assertThat(mix.path("usd").asDouble()).isLessThan(other.path("usd").asDouble());
        assertThat(mix.path("pendingPodSeconds").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(other.path("pendingPodSeconds").asDouble());
        assertThat(mix.path("finalNodes").path("kong-medium").asInt()).isEqualTo(1);
        assertThat(mix.path("stuckPending").asInt()).isZero();
    }

    @Test
    void playsAWeekForThreeTenthsLessThanOnOneGroupWithNoMoreWaiting() throws IOException {
        Path out = folder.resolve("out");
        Invocation demo =
                Invocation.of(
                        "demo",
                        "--story",
                        "week",
                        "--seed",
                        "7",
                        "--quiet",
                        "--out",
                        out.toString());
        assertThat(demo.exitCode()).as(demo.err()).isZero();

        JsonNode week =
                JsonMapper.shared()
                        .readTree(Files.readString(out.resolve("timeline.json")))
                        .path("summary");

        JsonNode other = week.path("comparedWith");
        assertThat(week.path("days")).hasSize(7);
        assertThat(other.path("days")).hasSize(7);
        assertThat(other.path("nodeGroup").asString()).isEqualTo("kong-large");
        assertThat(week.path("usd").asDouble()).isLessThan(other.path("usd").asDouble() * 7 / 10);
        assertThat(week.path("pendingPodSeconds").asDouble())
                .isLessThanOrEqualTo(other.path("pendingPodSeconds").asDouble());
        assertThat(week.path("evictions").isInt()).isTrue();
        assertThat(other.path("nodesReplaced").asInt(-1)).isZero();
        assertThat(week.path("load").path("unserved").asLong())
                .isLessThan(week.path("load").path("requests").asLong() / 10_000);
    }

    @Test
    void showsPodsStuckPendingWhereTheGroupMayNotGrow() throws IOException {
        JsonNode timeline = play(GROUPS + kongGroup("kong", "t3.large", 1, 1));

        JsonNode summary = timeline.path("summary");
        assertThat(summary.path("stuckPending").asInt())
                .isPositive()
                .isEqualTo(summary.path("peakReplicas").asInt() - 5);
        assertThat(timeline.path("decisions").toString()).contains("max node group size reached");
    }

    @Test
    void refusesAnEnvironmentWithoutAnAutoscalerOfNodeGroups() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("environment.yaml"),
                        GROUPS
                                + kongGroup("kong", "t3.large", 1, 6)
                                + "autoscaler: {kind: karpenter}\n");

        Invocation demo =
                Invocation.of(
                        "demo",
                        "--file",
                        file.toString(),
                        "--out",
                        folder.resolve("out").toString());

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.err()).contains("node-group-auto-discovery");
    }

    @Test
    void playsKonnectsDataPlaneAsWell() throws IOException {
        String konnect =
                """
                kong:
                  mode: konnect
                  konnect:
                    controlPlane: abc.us.cp0.konghq.com
                    telemetry: abc.us.tp0.konghq.com
                    certificateSecret: kong-cluster-cert
                """;

        assertThat(peak(play(GROUPS + kongGroup("kong", "t3.large", 1, 6) + konnect), "kong"))
                .isEqualTo(4);
    }

    @Test
    void writesTheSameBytesForTheSameSeed() throws IOException {
        String environment = GROUPS + kongGroup("kong", "t3.large", 1, 6);
        play(environment, folder.resolve("one"));
        play(environment, folder.resolve("other"));

        assertThat(folder.resolve("one/timeline.json"))
                .hasSameBinaryContentAs(folder.resolve("other/timeline.json"));
    }
}
