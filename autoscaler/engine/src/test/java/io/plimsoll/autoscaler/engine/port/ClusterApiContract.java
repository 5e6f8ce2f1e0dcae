package io.plimsoll.autoscaler.engine.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link ClusterApi} keeps to. */
public abstract class ClusterApiContract {
    private static final ObjectKey POD = new ObjectKey("default", "web-1");
    private static final Taint DOOMED = new Taint("doomed", "1", Taint.Effect.NO_SCHEDULE);

    protected abstract ClusterApi cluster();

    /** A ready node without taints. */
    protected abstract void createNode(String name);

    protected abstract void createPod(ObjectKey pod, String node);

    /** From now on a budget allows no eviction of {@code pod}. */
    protected abstract void forbidEviction(ObjectKey pod);

    /** Waits until the implementation's caches show it; fails when they never do. */
    protected abstract void awaitNode(String name, Predicate<Node> condition);

    /** Waits until the pod is gone or on its way. */
    protected abstract void awaitLeaving(ObjectKey pod);

    @Test
    void taintsANode() {
        createNode("kong-1");
        cluster().taint("kong-1", DOOMED);

        awaitNode("kong-1", node -> node.spec().taints().contains(DOOMED));
    }

    @Test
    void replacesATaintOfTheSameKeyAndEffect() {
        Taint later = new Taint("doomed", "2", Taint.Effect.NO_SCHEDULE);
        Taint other = new Taint("doomed", "3", Taint.Effect.PREFER_NO_SCHEDULE);
        createNode("kong-1");
        cluster().taint("kong-1", DOOMED);
        cluster().taint("kong-1", other);
        cluster().taint("kong-1", later);
        cluster().taint("kong-1", later);

        awaitNode(
                "kong-1",
                node ->
                        node.spec().taints().size() == 2
                                && node.spec().taints().contains(other)
                                && node.spec().taints().contains(later));
    }

    @Test
    void takesAwayEveryTaintOfAKey() {
        createNode("kong-1");
        cluster().taint("kong-1", DOOMED);
        cluster().taint("kong-1", new Taint("doomed", "", Taint.Effect.PREFER_NO_SCHEDULE));
        cluster().taint("kong-1", new Taint("kept", "", Taint.Effect.NO_SCHEDULE));
        cluster().untaint("kong-1", "doomed");
        cluster().untaint("kong-1", "doomed");

        awaitNode(
                "kong-1",
                node -> node.spec().taints().size() == 1 && node.taint("kept").isPresent());
    }

    @Test
    void cordonsAndUncordons() {
        createNode("kong-1");
        cluster().setUnschedulable("kong-1", true);
        cluster().setUnschedulable("kong-1", true);
        awaitNode("kong-1", node -> node.spec().unschedulable());

        cluster().setUnschedulable("kong-1", false);
        awaitNode("kong-1", node -> !node.spec().unschedulable());
    }

    @Test
    void doesNotMindThatANodeIsGone() {
        cluster().taint("gone", DOOMED);
        cluster().untaint("gone", "doomed");
        cluster().setUnschedulable("gone", true);

        assertThat(cluster().observe().nodes()).isEmpty();
    }

    @Test
    void evictsAPod() {
        createNode("kong-1");
        createPod(POD, "kong-1");

        assertThat(cluster().evict(POD, Duration.ZERO)).isEqualTo(ClusterApi.Eviction.ACCEPTED);
        awaitLeaving(POD);
    }

    @Test
    void saysThatABudgetForbidsAnEviction() {
        createNode("kong-1");
        createPod(POD, "kong-1");
        forbidEviction(POD);

        assertThat(cluster().evict(POD, Duration.ofSeconds(30)))
                .isEqualTo(ClusterApi.Eviction.BLOCKED_BY_BUDGET);
    }

    @Test
    void saysThatAPodIsGone() {
        assertThat(cluster().evict(POD, Duration.ofSeconds(30)))
                .isEqualTo(ClusterApi.Eviction.NOT_FOUND);
    }
}
