package io.plimsoll.autoscaler.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** No action fails in silence. */
class NarratorTest {
    private final World world = new World().group("kong", 1, 10, 2);

    @Test
    void tellsOfANodeThatItCouldNotMarkAsACandidate() {
        world.cluster.forbidEdits();
        world.newProcess().runOnce();

        assertThat(world.reporter.events())
                .contains(
                        "Node kong-1 SoftTaintFailed: failed to mark the node as a deletion"
                                + " candidate: edits are forbidden");
    }

    @Test
    void tellsOfANodeThatItCouldNotUnmark() {
        AutoscalerLoop loop = world.newProcess();
        loop.runOnce();
        for (int pod = 1; pod <= 12; pod++) {
            world.runningPod("web-" + pod, "kong-" + (1 + pod % 2));
        }
        world.cluster.forbidEdits();
        loop.runOnce();

        assertThat(world.reporter.events())
                .contains(
                        "Node kong-1 SoftTaintFailed: failed to mark the node as no deletion"
                                + " candidate: edits are forbidden");
    }

    @Test
    void tellsOfANodeThatItCouldNotFree() {
        world.taint(
                "kong-2",
                new Taint("ToBeDeletedByClusterAutoscaler", "1", Taint.Effect.NO_SCHEDULE));
        world.cluster.forbidEdits();
        world.newProcess().runOnce();

        assertThat(world.reporter.events())
                .contains(
                        "Node kong-2 ClusterAutoscalerCleanup: failed to mark the node as"
                                + " schedulable: edits are forbidden");
    }

    @Test
    void tellsOfNodesThatItCouldNotGiveBack() {
        AutoscalerLoop loop = world.newProcess();
        world.cloud.resize("kong", 4);
        loop.runOnce();
        world.cloud.refuse(CloudException.Category.ACCESS_DENIED);
        world.advance(Duration.ofMinutes(16));
        loop.runOnce();

        assertThat(world.reporter.events())
                .contains(
                        "ConfigMap cluster-autoscaler-status FailedToGiveBack: Failed to set group"
                                + " kong size to 2 instead of 4: the cloud says no");
    }
}
