package io.plimsoll.autoscaler.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {

    private static final String CLUSTER =
            """
            apiVersion: v1
            kind: Pod
            metadata: {namespace: kong, name: waiting, creationTimestamp: "2026-03-05T21:00:00Z"}
            spec:
              containers:
              - {name: proxy, resources: {requests: {cpu: 300m, memory: 300Mi}}}
            status:
              phase: Pending
              conditions:
              - {type: PodScheduled, status: "False", reason: Unschedulable, lastTransitionTime: "2026-03-05T21:00:01Z"}
            ---
            apiVersion: v1
            kind: Service
            metadata: {namespace: kong, name: proxy}
            """;

    private static final String GROUPS =
            """
            {"AutoScalingGroups": [{"AutoScalingGroupName": "kong", "MinSize": 0, "MaxSize": 6,
              "DesiredCapacity": 0, "AvailabilityZones": ["us-west-1a"],
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
    void printsOneJsonDocumentAndNotesElsewhere() {
        assertThat(plan("-o", "json", "--now", "2026-03-05T21:40:00Z", "--log-dir=x")).isZero();

        JsonNode plan = JsonMapper.builder().build().readTree(out.toString());
        assertThat(plan.path("apiVersion").asString()).isEqualTo("plimsoll.io/v1");
        assertThat(plan.path("kind").asString()).isEqualTo("Plan");
        assertThat(plan.propertyNames())
                .startsWith("apiVersion", "kind")
                .contains("summary", "pendingPods", "scaleUp", "scaleDown", "nodeGroups");
        assertThat(err.toString())
                .contains("Accepted without effect: --log-dir")
                .contains("Ignored 1 of kind Service (v1)");
    }

    @Test
    void printsTheSameAsYamlAndWhatChangesByNames() {
        assertThat(plan("-o", "yaml", "--now", "2026-03-05T21:40:00Z")).isZero();
        assertThat(out.toString())
                .contains(
                        "kind: \"Plan\"", "scaleUp:\n- nodeGroup: \"kong\"\n  from: 0\n  to: 1\n");

        out.getBuffer().setLength(0);
        assertThat(plan("-o", "name", "--now", "2026-03-05T21:40:00Z")).isZero();
        assertThat(out.toString().lines()).containsExactly("nodegroup/kong");
    }

    @Test
    void tellsPeopleWhatItComesToBeforeTheRest() {
        assertThat(plan("--now", "2026-03-05T21:40:00Z")).isZero();
        assertThat(out.toString())
                .startsWith(
                        """
                        Plan: 1 node to order, 0 to remove.
                        Pods: 1 Pending: 1 helped by new nodes.
                        Cost: 0.0000 USD/h before, 0.0832 after (+0.0832)\
                        """)
                .contains("+ kong: 0 -> 1 nodes (0 to 6)")
                .contains("type    t3.large, 0.0832 USD/h  [mixed instances policy]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--now=yesterday|--now: \"yesterday\" is not allowed; allowed: an RFC 3339 time",
                "--nodes=1:kong|--nodes: \"1:kong\" is not allowed; allowed: min:max:name",
                "--scan-interval=ten|\"ten\" is not allowed; allowed: a Go duration",
                "--expander=cheap|--expander: \"cheap\" is not allowed",
                "--expandr=random|the nearest is --expander",
                "--output=xml|--output: \"xml\" is not allowed; allowed: text, wide, json, yaml, name",
                "--instance-types=none.json|none.json: no such file"
            })
    void badInputEndsWithTwoAndOneClearMessage(String argument, String message) {
        assertThat(plan(argument)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(message).doesNotContain("Exception");
    }

    @Test
    void wrongObjectIsNamedWithItsFile() throws IOException {
        Files.writeString(cluster, CLUSTER.replace("cpu: 300m", "cpu: lots"));

        assertThat(plan()).isEqualTo(2);
        assertThat(err.toString())
                .contains("cluster.yaml: line 1: Pod kong/waiting")
                .contains("lots");
    }

    private int plan(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "plan",
                                "--cluster",
                                cluster.toString(),
                                "--node-groups",
                                groups.toString()));
        arguments.addAll(List.of(more));
        return AutoscalerMain.execute(
                new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }
}
