package io.plimsoll.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterApiContract;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

class SimulatedClusterContractTest extends ClusterApiContract {
    private static final String PROTECTED = "protected";

    private final ClusterFixture fixture = new ClusterFixture();
    private final SimulatedCluster cluster =
            new SimulatedCluster(
                    spec(), fixture.objects, fixture.clock, fixture.journal, new Random(1));

    /** One budget, which allows nothing. */
    private static WorldSpec spec() {
        Requirement isProtected =
                new Requirement(PROTECTED, Requirement.Operator.EXISTS, List.of());
        PdbSpec budget =
                new PdbSpec(
                        new ObjectKey("default", "budget"),
                        Optional.of(new LabelSelector(List.of(isProtected))),
                        new DisruptionLimit.MaxUnavailable(new DisruptionLimit.Amount.Pods(0)));
        return new WorldSpec(
                List.of(),
                new Workloads(List.of(), List.of(), List.of(), List.of(budget)),
                List.of(),
                WorldSettings.DEFAULT,
                1);
    }

    @Override
    protected ClusterApi cluster() {
        return cluster;
    }

    @Override
    protected void createNode(String name) {
        fixture.node(name, 2000);
    }

    @Override
    protected String createPod(ObjectKey key, String node) {
        put(key, Map.of(), node);
        return "uid";
    }

    @Override
    protected void forbidEviction(ObjectKey key) {
        put(key, Map.of(PROTECTED, "yes"), pod(key).node().orElseThrow());
    }

    @Override
    protected void awaitNode(String name, Predicate<Node> condition) {
        assertThat(cluster.observe().nodes())
                .filteredOn(node -> node.name().equals(name))
                .singleElement()
                .matches(condition);
    }

    @Override
    protected void awaitLeaving(ObjectKey key) {
        assertThat(pod(key).isTerminating()).isTrue();
    }

    private SimulatedPod pod(ObjectKey key) {
        return fixture.objects.pod(key).orElseThrow();
    }

    private void put(ObjectKey key, Map<String, String> labels, String node) {
        Pod model = ClusterFixture.origin().template().pod();
        Metadata metadata =
                new Metadata(
                        "uid",
                        new TreeMap<>(labels),
                        new TreeMap<>(),
                        fixture.clock.instant(),
                        Optional.empty());
        Pod pod =
                new Pod(
                        key,
                        metadata,
                        Optional.of(ClusterFixture.OWNER),
                        model.spec(),
                        Pod.Status.PENDING);
        fixture.objects.put(
                new SimulatedPod(
                                pod,
                                ClusterFixture.origin(),
                                new SimulatedPod.Progress(
                                        Optional.empty(), fixture.clock.instant()))
                        .bound(node, fixture.clock.instant())
                        .running()
                        .ready(fixture.clock.instant()));
    }
}
