package io.plimsoll.autoscaler.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.input.ClusterFiles;
import io.plimsoll.autoscaler.app.live.NodeUsage;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LiveFeedTest {

    private static final Instant NOW = Instant.parse("2026-03-05T22:00:00Z");
    private static final String SECRET = "hunter2-AKIAIOSFODNN7EXAMPLE";

    private final LiveFeed feed =
            new LiveFeed(
                    AutoscalingOptions.DEFAULT,
                    () -> Map.of("n0", new NodeUsage(500, 1L << 30)),
                    InstantSource.fixed(NOW));

    @TempDir private Path folder;

    private Cluster cluster(int nodes, int pending) throws IOException {
        String yaml =
                IntStream.range(0, nodes).mapToObj(LiveFeedTest::node).collect(Collectors.joining())
                        + IntStream.range(0, pending)
                                .mapToObj(LiveFeedTest::pod)
                                .collect(Collectors.joining())
                        + """
                        ---
                        apiVersion: apps/v1
                        kind: ReplicaSet
                        metadata: {namespace: kong, name: web, uid: web}
                        spec: {replicas: %d, selector: {matchLabels: {a: b}}}
                        """
                                .formatted(pending);
        Path file = Files.writeString(folder.resolve("cluster.yaml"), yaml);
        return new ClusterFiles(List.of(file), List.of(), false).read("kube-system").cluster();
    }

    private static String node(int number) {
        return """
        ---
        apiVersion: v1
        kind: Node
        metadata:
          name: n%1$d
          uid: n%1$d
          creationTimestamp: 2026-03-03T22:00:00Z
          labels: {topology.kubernetes.io/zone: us-west-1%2$s}
          annotations: {example.com/token: %3$s}
        spec: {providerID: aws:///us-west-1a/i-n%1$d}
        status:
          allocatable: {cpu: 2000m, memory: 4Gi, pods: "35"}
          capacity: {cpu: "2", memory: 5Gi, pods: "35"}
          conditions: [{type: Ready, status: "True", lastTransitionTime: 2026-03-03T22:00:00Z}]
        """
                .formatted(number, number % 2 == 0 ? "a" : "c", SECRET);
    }

    private static String pod(int number) {
        return """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          namespace: kong
          name: web-%1$d
          uid: web-%1$d
          creationTimestamp: 2026-03-05T21:00:00Z
          annotations: {example.com/password: %2$s}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: web, controller: true}]
        spec:
          containers:
          - name: c
            args: ["--password=%2$s"]
            env: [{name: PASSWORD, value: %2$s}]
            resources: {requests: {cpu: "9"}}
        status:
          phase: Pending
          conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: %2$s, lastTransitionTime: 2026-03-05T21:30:00Z}]
        """
                .formatted(number, SECRET);
    }

    private static LoopReport loop(Cluster cluster, Outcome... outcomes) {
        NodeGroup kong =
                new NodeGroup(
                        "kong",
                        new NodeGroup.Size(0, 1000, cluster.nodes().size()),
                        cluster.nodes().stream()
                                .map(node ->
                                        new NodeGroup.Instance(
                                                "i-" + node.name(),
                                                node.spec().providerId(),
                                                NodeGroup.Lifecycle.IN_SERVICE))
                                .toList(),
                        new NodeGroup.Template.Unknown("for a test"),
                        NodeGroupOptions.NONE);
        Observation seen = new Observation(cluster, List.of(kong));
        return new LoopReport(
                NOW,
                seen,
                History.NONE,
                DecisionCore.decide(seen, History.NONE, AutoscalingOptions.DEFAULT, NOW),
                List.of(outcomes));
    }

    private JsonNode state() {
        return JsonMapper.shared().readTree(text());
    }

    private String text() {
        return feed.frame(OptionalInt.empty()).orElseThrow().json();
    }

    @Test
    void hasNoStateBeforeTheFirstLoop() {
        assertThat(feed.frame(OptionalInt.empty())).isEmpty();
    }

    @Test
    void tellsNoSecretOfPodsAndNodes() throws IOException {
        feed.loopEnded(loop(cluster(2, 2)));

        assertThat(text()).contains("kong/web-0", "n1").doesNotContain(SECRET, "hunter2");
    }

    @Test
    void showsThousandsOfNodesAndPodsInBounds() throws IOException {
        feed.loopEnded(loop(cluster(1000, 500)));

        JsonNode state = state();
        assertThat(state.at("/nodes/count").asInt()).isEqualTo(1000);
        assertThat(state.at("/nodes/shown")).hasSize(400);
        assertThat(
                        state.at("/nodes/others")
                                .valueStream()
                                .mapToInt(each -> each.at("/nodes").asInt()))
                .hasSize(2)
                .satisfies(counts ->
                        assertThat(counts.stream().mapToInt(Integer::intValue).sum())
                                .isEqualTo(600));
        assertThat(state.at("/pending/count").asInt()).isEqualTo(500);
        assertThat(state.at("/pending/shown")).hasSize(200);
        assertThat(state.at("/pending/reasons")).hasSize(1);
        assertThat(state.at("/pending/reasons/0/pods").asInt()).isEqualTo(500);
        assertThat(state.at("/pending/reasons/0/reason").asString()).startsWith("kong: ");
        assertThat(state.at("/workloads/0/wanted").asInt()).isEqualTo(500);
        assertThat(state.at("/workloads/0/pending").asInt()).isEqualTo(500);
        assertThat(state.at("/decisions").valueStream())
                .extracting(entry -> entry.at("/what").asString())
                .containsExactlyInAnyOrder("leave 500 pods Pending", "find 1000 nodes unneeded");
        assertThat(text().length()).isLessThan(400_000);
    }

    @Test
    void linksAPodToTheDecisionThatLeavesItPendingAndTellsItOnce() throws IOException {
        Cluster cluster = cluster(1, 2);
        feed.loopEnded(loop(cluster));
        feed.loopEnded(loop(cluster));

        JsonNode state = state();
        int decision = state.at("/pending/shown/0/decision").asInt();
        assertThat(state.at("/decisions").valueStream())
                .filteredOn(entry -> entry.at("/what").asString().contains("leave 2 pods Pending"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.at("/number").asInt()).isEqualTo(decision));
    }

    @Test
    void tellsWhatFailedAndThatThePulledBrakeKeepsItFromActing() throws IOException {
        Cluster cluster = cluster(1, 0).with(new Brake.Pulled("someone pulled it"));
        feed.loopEnded(
                loop(
                        cluster,
                        new Outcome.NotDelivered(
                                "kong",
                                new Problem(Problem.Kind.CAPACITY_UNAVAILABLE, "no capacity"))));

        assertThat(state().at("/notes/0").asString())
                .isEqualTo("Observing only, nothing is changed: someone pulled it");
        assertThat(state().at("/decisions").valueStream())
                .anySatisfy(entry -> {
                    assertThat(entry.at("/what").asString()).isEqualTo("kong did not deliver");
                    assertThat(entry.at("/reason").asString()).isEqualTo("no capacity");
                })
                .anySatisfy(entry ->
                        assertThat(entry.at("/what").asString()).isEqualTo("find n0 unneeded"));
    }

    @Test
    void showsWhatIsUsedWhereSomebodyMeasuresIt() throws IOException {
        feed.loopEnded(loop(cluster(2, 0)));

        assertThat(state().at("/nodes/shown/0/used/cpu").asInt()).isEqualTo(25);
        assertThat(state().at("/nodes/shown/0/used/memory").asInt()).isEqualTo(25);
        assertThat(state().at("/nodes/shown/1/used").isMissingNode()).isTrue();
    }

    @Test
    void givesAFollowerTheNewestStateAndNothingWhileThereIsNoNewerOne() throws Exception {
        Cluster cluster = cluster(1, 0);
        feed.loopEnded(loop(cluster));
        feed.loopEnded(loop(cluster));
        Feed.Viewer viewer = feed.follow(OptionalInt.empty(), 1);

        assertThat(viewer.next(Duration.ofSeconds(5)))
                .get()
                .extracting(Feed.Frame::number)
                .isEqualTo(2);
        assertThat(viewer.next(Duration.ofMillis(10))).isEmpty();
    }
}
