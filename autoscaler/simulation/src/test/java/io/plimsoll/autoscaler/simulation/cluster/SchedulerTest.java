package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private final ClusterFixture cluster = new ClusterFixture();
    private final Scheduler scheduler =
            new Scheduler(cluster.clock, cluster.journal, cluster.objects, cluster.kubelets);

    @Test
    void spreadsEqualPodsOverEqualNodes() {
        cluster.node("n1", 2000);
        cluster.node("n2", 2000);
        pending("a", "b", "c", "d");

        schedule();

        assertThat(nodes("a", "b", "c", "d")).containsExactly("n1", "n2", "n1", "n2");
    }

    @Test
    void fillsNodesToTheLastPodThatFits() {
        cluster.node("n1", 700);
        pending("a", "b", "c");

        schedule();

        assertThat(nodes("a", "b", "c")).containsExactly("n1", "n1", "-");
    }

    @Test
    void takesPodsByPriorityBeforeAge() {
        cluster.node("n1", 300);
        pending("older");
        cluster.pass(1);
        cluster.objects.put(withPriority(cluster.pending("younger"), 100));

        schedule();

        assertThat(nodes("older", "younger")).containsExactly("-", "n1");
    }

    @Test
    void takesOlderPodsFirst() {
        cluster.node("n1", 300);
        pending("z-older");
        cluster.pass(1);
        pending("a-younger");

        schedule();

        assertThat(nodes("z-older", "a-younger")).containsExactly("n1", "-");
    }

    @Test
    void saysWhyNoNodeWillDo() {
        cluster.node("full", 100);
        cluster.node("small", 200);
        cluster.node("tainted", 2000, new Taint("only", "others", Taint.Effect.NO_SCHEDULE));
        pending("a");

        schedule();

        assertThat(pod("a").pod().isUnschedulable()).isTrue();
        assertThat(message("a"))
                .isEqualTo(
                        "0/3 nodes are available: 1 node(s) had untolerated taint {only: others},"
                                + " 2 Insufficient cpu.");
    }

    @Test
    void tellsOncePerPodThatItWaits() {
        pending("a");
        schedule();
        cluster.node("small", 200);
        schedule();

        assertThat(cluster.journal.events())
                .containsExactly(
                        new WorldEvent.PodPending(
                                cluster.clock.instant(),
                                ClusterFixture.key("a"),
                                "no nodes available to schedule pods"));
        assertThat(message("a")).isEqualTo("0/1 nodes are available: 1 Insufficient cpu.");
    }

    @Test
    void keepsTheTimeSinceWhenAPodWaits() {
        pending("a");
        schedule();
        cluster.pass(60);
        cluster.node("small", 200);
        schedule();

        assertThat(pod("a").pod().status().scheduled())
                .hasValueSatisfying(
                        condition -> assertThat(condition.since()).isEqualTo(ClusterFixture.START));
    }

    private void pending(String... names) {
        for (String name : names) {
            cluster.pending(name);
        }
    }

    private void schedule() {
        scheduler.schedule(() ->
                new Cluster(
                        cluster.objects.nodes().stream().map(SimulatedNode::node).toList(),
                        cluster.objects.pods().stream().map(SimulatedPod::pod).toList(),
                        Cluster.Controllers.NONE,
                        Storage.NONE,
                        Cluster.Namespaces.NONE));
    }

    private List<String> nodes(String... names) {
        return List.of(names).stream().map(name -> pod(name).node().orElse("-")).toList();
    }

    private String message(String name) {
        return pod(name).pod().status().scheduled().orElseThrow().message();
    }

    private SimulatedPod pod(String name) {
        return cluster.objects.pod(ClusterFixture.key(name)).orElseThrow();
    }

    private static SimulatedPod withPriority(SimulatedPod pod, int priority) {
        Pod old = pod.pod();
        Pod.Policy policy =
                new Pod.Policy(
                        priority,
                        old.spec().policy().terminationGracePeriod(),
                        old.spec().policy().schedulerName(),
                        old.spec().policy().gates(),
                        old.spec().policy().scaleUpDelay());
        Pod.Spec spec =
                new Pod.Spec(
                        old.spec().nodeName(),
                        old.spec().requests(),
                        old.spec().containerRequests(),
                        old.spec().constraints(),
                        policy);
        return new SimulatedPod(
                new Pod(old.key(), old.metadata(), old.controller(), spec, old.status()),
                pod.origin(),
                pod.progress());
    }
}
