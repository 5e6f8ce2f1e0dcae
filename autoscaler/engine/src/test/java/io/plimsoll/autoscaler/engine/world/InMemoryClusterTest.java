package io.plimsoll.autoscaler.engine.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterApiContract;
import java.util.function.Predicate;

class InMemoryClusterTest extends ClusterApiContract {
    private final World world = new World();

    @Override
    protected ClusterApi cluster() {
        return world.cluster;
    }

    @Override
    protected void createNode(String name) {
        world.register(name);
    }

    @Override
    protected String createPod(ObjectKey pod, String node) {
        world.runningPod(pod.name(), node);
        return "";
    }

    @Override
    protected void forbidEviction(ObjectKey pod) {
        world.cluster.protect(pod);
    }

    @Override
    protected void awaitNode(String name, Predicate<Node> condition) {
        assertThat(world.cluster.node(name)).matches(condition);
    }

    @Override
    protected void awaitLeaving(ObjectKey pod) {
        assertThat(world.cluster.evicted()).contains(pod);
    }
}
