package io.plimsoll.autoscaler.kubernetes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.question.History.Backoff;
import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ClusterWide;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.Condition;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.GroupHealth;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.GroupScaleUp;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.HealthState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeCounts;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.NodeGroupStatus;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleDownState;
import io.plimsoll.autoscaler.engine.port.ClusterStatus.ScaleUpState;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import io.plimsoll.autoscaler.engine.port.Reporter.Severity;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory.Streak;
import io.plimsoll.autoscaler.kubernetes.MockApiServer;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import io.plimsoll.testbed.FaultyProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubernetesReporterTest {
    private static final ObjectReference STATUS =
            new ObjectReference("ConfigMap", "kube-system", "cluster-autoscaler-status");
    private static final ObjectReference POD = new ObjectReference("Pod", "default", "web-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.25Z");

    private static final ScaleUpMemory MEMORY =
            new ScaleUpMemory(
                    new TreeMap<>(
                            Map.of("kong", new ScaleUpInFlight(2, START, START.minusSeconds(9)))),
                    new TreeMap<>(
                            Map.of(
                                    "load",
                                    new Streak(
                                            Duration.ofMinutes(5),
                                            START,
                                            new Problem(
                                                    Problem.Kind.QUOTA_EXCEEDED,
                                                    "VcpuLimitExceeded: \"32\"")))),
                    new TreeMap<>(Map.of("i-0", START)),
                    List.of(START.minusSeconds(60)));

    private final MockApiServer server = new MockApiServer();
    private Instant now = START;
    private final KubernetesReporter reporter =
            new KubernetesReporter(
                    server.client(),
                    object -> Optional.of(object.name() + "-uid"),
                    Optional.of(STATUS),
                    new Outages(),
                    () -> now);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void createsAnEventThatKubectlDescribeFinds() {
        reporter.event(POD, Severity.NORMAL, "TriggeredScaleUp", "pod triggered scale-up");
        Event event = events("default").getFirst();

        assertThat(event.getInvolvedObject().getUid()).isEqualTo("web-1-uid");
        assertThat(event.getReason()).isEqualTo("TriggeredScaleUp");
        assertThat(event.getType()).isEqualTo("Normal");
        assertThat(event.getSource().getComponent()).isEqualTo("cluster-autoscaler");
        assertThat(event.getLastTimestamp()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void keepsEventsOfNodesInTheDefaultNamespace() {
        reporter.event(
                new ObjectReference("Node", "", "kong-1"),
                Severity.WARNING,
                "ScaleDownFailed",
                "failed to drain the node");

        assertThat(events("default"))
                .extracting(event -> event.getInvolvedObject().getName())
                .containsExactly("kong-1");
    }

    @Test
    void saysTheSameOnceInFiveMinutes() {
        reporter.event(POD, Severity.NORMAL, "NotTriggerScaleUp", "no room");
        now = now.plus(Duration.ofMinutes(5).minusSeconds(1));
        reporter.event(POD, Severity.NORMAL, "NotTriggerScaleUp", "no room");
        reporter.event(POD, Severity.NORMAL, "NotTriggerScaleUp", "still no room");
        now = now.plusSeconds(1);
        reporter.event(POD, Severity.NORMAL, "NotTriggerScaleUp", "no room");

        assertThat(events("default"))
                .extracting(Event::getMessage)
                .containsExactlyInAnyOrder("no room", "still no room", "no room");
    }

    @Test
    void tellsTheNextProcessWhatThisOneKnew() {
        assertThat(reporter.remembered()).isEqualTo(ScaleUpMemory.NONE);
        reporter.status(status(1));
        reporter.close();

        assertThat(reporter.remembered()).isEqualTo(MEMORY);
    }

    @Test
    void doesNotCountTheTimeInWhichNobodyLooked() {
        reporter.status(status(1));
        reporter.close();
        Duration away = Duration.ofMinutes(20);
        now = now.plus(away).plus(Duration.ofMinutes(1));

        ScaleUpMemory remembered = reporter.remembered();

        assertThat(remembered).isEqualTo(MEMORY.blindFor(away, now)).isNotEqualTo(MEMORY);
        assertThat(remembered.unregisteredSince()).containsEntry("i-0", START.plus(away));
        assertThat(remembered.failures()).isEqualTo(MEMORY.failures());
    }

    @Test
    void startsFreshWhereTheMemoryCannotBeRead() {
        reporter.status(status(1));
        reporter.close();
        server.client()
                .configMaps()
                .inNamespace(STATUS.namespace())
                .withName(STATUS.name())
                .edit(old ->
                        old.edit().addToData("memory.plimsoll.io", "orders: {kong: 3}").build());

        assertThat(reporter.remembered()).isEqualTo(ScaleUpMemory.NONE);
    }

    @Test
    void writesTheStatusAsClusterAutoscalerDoes() {
        reporter.status(status(1));
        reporter.close();

        assertThat(statusMap().getMetadata().getAnnotations())
                .containsEntry(
                        "cluster-autoscaler.kubernetes.io/last-updated",
                        "2026-01-01 00:00:00.25 +0000 UTC");
        assertThat(statusMap().getData().get("status"))
                .contains("autoscalerStatus: Running")
                .contains(
                        """
                        nodeGroups:
                        - name: kong
                          health:
                            status: Healthy
                            nodeCounts:
                              registered:
                                total: 1
                                ready: 1
                                notStarted: 0
                                unready:
                                  total: 0
                                  resourceUnready: 0
                              longUnregistered: 0
                              unregistered: 0
                            cloudProviderTarget: 1
                            minSize: 1
                            maxSize: 10
                            lastProbeTime: 2026-01-01T00:00:00.250Z
                            lastTransitionTime: 2026-01-01T00:00:00.250Z
                          scaleUp:
                            status: Backoff
                            backoffInfo:
                              errorCode: CAPACITY_UNAVAILABLE
                              errorMessage: no t3.large left
                            leftAlone: it counts capacity in weights
                        """
                                .stripTrailing());
    }

    @Test
    void writesAnUnchangedStatusOnceAMinute() {
        reporter.status(status(1));
        await().until(() -> statusMap() != null);
        now = START.plusSeconds(59);
        reporter.status(status(1));
        assertThat(updatedAfter(reporter)).isEqualTo("2026-01-01 00:00:00.25 +0000 UTC");
    }

    @Test
    void writesAChangedStatusAtOnce() {
        reporter.status(status(1));
        now = START.plusSeconds(10);
        reporter.status(status(2));

        assertThat(updatedAfter(reporter)).isEqualTo("2026-01-01 00:00:10.25 +0000 UTC");
    }

    @Test
    void refreshesAnUnchangedStatusAfterAMinute() {
        reporter.status(status(1));
        await().until(() -> statusMap() != null);
        now = START.plusSeconds(60);
        reporter.status(status(1));

        assertThat(updatedAfter(reporter)).isEqualTo("2026-01-01 00:01:00.25 +0000 UTC");
    }

    @Test
    void writesTheStatusThoughAThousandEventsWait() {
        try (FaultyProxy proxy = FaultyProxy.to(server.uri());
                KubernetesClient slow = MockApiServer.clientBy(proxy);
                KubernetesReporter told =
                        new KubernetesReporter(
                                slow,
                                _ -> Optional.empty(),
                                Optional.of(STATUS),
                                new Outages(),
                                () -> now)) {
            proxy.hang();
            for (int i = 0; i < 1_500; i++) {
                told.event(POD, Severity.NORMAL, "TriggeredScaleUp", "event " + i);
            }
            told.status(status(1));
            proxy.resume();

            await().until(() -> statusMap() != null);
            assertThat(server.client().v1().events().inNamespace("default").list().getItems())
                    .hasSizeLessThan(100);
        }
    }

    private String updatedAfter(KubernetesReporter written) {
        written.close();
        return statusMap().getMetadata().getAnnotations().values().iterator().next();
    }

    private ConfigMap statusMap() {
        return server.client()
                .configMaps()
                .inNamespace(STATUS.namespace())
                .withName(STATUS.name())
                .get();
    }

    private List<Event> events(String namespace) {
        reporter.close();
        return server.client().v1().events().inNamespace(namespace).list().getItems();
    }

    private ClusterStatus status(int ready) {
        NodeCounts nodes = new NodeCounts(ready, 0, 0, 0, 0, 0);
        Condition<HealthState> healthy = new Condition<>(HealthState.HEALTHY, START);
        Condition<ScaleDownState> quiet = new Condition<>(ScaleDownState.NO_CANDIDATES, START);
        return new ClusterStatus(
                now,
                "",
                new ClusterWide(
                        healthy,
                        nodes,
                        new Condition<>(ScaleUpState.NO_ACTIVITY, START),
                        quiet,
                        OptionalInt.empty()),
                List.of(
                        new NodeGroupStatus(
                                "kong",
                                new GroupHealth(healthy, nodes, ready, 1, 10),
                                new GroupScaleUp(
                                        new Condition<>(ScaleUpState.BACKOFF, START),
                                        Optional.of(
                                                new Backoff(
                                                        START.plusSeconds(300),
                                                        "CAPACITY_UNAVAILABLE",
                                                        "no t3.large left")),
                                        Optional.of("it counts capacity in weights")),
                                quiet,
                                OptionalInt.empty())),
                MEMORY);
    }
}
