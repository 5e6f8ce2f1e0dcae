package io.plimsoll.autoscaler.engine.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.engine.port.NodeEdit.Cordon;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link ClusterApi} keeps to. */
public abstract class ClusterApiContract {
    private static final ObjectKey POD = new ObjectKey("default", "web-1");
    private static final Taint DOOMED = new Taint("doomed", "1", Taint.Effect.NO_SCHEDULE);

    protected abstract ClusterApi cluster();

    /** A ready node without taints. */
    protected abstract void createNode(String name);

    /** Returns its uid. */
    protected abstract String createPod(ObjectKey pod, String node);

    /** From now on a budget allows no eviction of {@code pod}. */
    protected abstract void forbidEviction(ObjectKey pod);

    /** Waits until the implementation's caches show it; fails when they never do. */
    protected abstract void awaitNode(String name, Predicate<Node> condition);

    /** Waits until the pod is gone or on its way. */
    protected abstract void awaitLeaving(ObjectKey pod);

    @Test
    void taintsANode() {
        Node seen = newNode("kong-1");
        cluster().edit(seen, NodeEdit.put(DOOMED));

        awaitNode("kong-1", node -> node.spec().taints().contains(DOOMED));
    }

    @Test
    void replacesATaintOfTheSameKeyAndEffect() {
        Taint later = new Taint("doomed", "2", Taint.Effect.NO_SCHEDULE);
        Taint other = new Taint("doomed", "3", Taint.Effect.PREFER_NO_SCHEDULE);
        Node seen = newNode("kong-1");
        cluster().edit(seen, NodeEdit.put(DOOMED));
        cluster().edit(seen, NodeEdit.put(other));
        Node tainted = seen("kong-1", node -> node.spec().taints().size() == 2);
        cluster().edit(tainted, NodeEdit.put(later));

        awaitNode(
                "kong-1",
                node ->
                        node.spec().taints().size() == 2
                                && node.spec().taints().contains(other)
                                && node.spec().taints().contains(later));
    }

    @Test
    void takesAwayOneTaintAndKeepsTheOthers() {
        Taint kept = new Taint("kept", "", Taint.Effect.NO_SCHEDULE);
        Node seen = newNode("kong-1");
        cluster().edit(seen, NodeEdit.put(DOOMED));
        cluster().edit(seen, NodeEdit.put(kept));
        Node tainted = seen("kong-1", node -> node.spec().taints().size() == 2);
        cluster().edit(tainted, NodeEdit.remove(DOOMED));

        awaitNode("kong-1", node -> node.spec().taints().equals(List.of(kept)));
    }

    @Test
    void taintsAndCordonsInOneWrite() {
        Node seen = newNode("kong-1");
        cluster().edit(seen, NodeEdit.put(DOOMED).and(Cordon.CORDONED));
        Node marked = seen("kong-1", node -> node.spec().unschedulable());
        assertThat(marked.spec().taints()).contains(DOOMED);

        cluster().edit(marked, NodeEdit.remove(DOOMED).and(Cordon.UNCORDONED));
        awaitNode(
                "kong-1",
                node -> !node.spec().unschedulable() && !node.spec().taints().contains(DOOMED));
    }

    @Test
    void leavesANodeAloneThatIsAlreadyAsWanted() {
        Node seen = newNode("kong-1");
        NodeEdit mark = NodeEdit.put(DOOMED).and(Cordon.CORDONED);
        cluster().edit(seen, mark);
        cluster().edit(seen, mark);

        awaitNode("kong-1", node -> node.spec().taints().contains(DOOMED));
    }

    @Test
    void refusesAnEditOfAnotherNodeOfTheSameName() {
        Node seen = newNode("kong-1");
        Metadata old = seen.metadata();
        Node another =
                new Node(
                        seen.name(),
                        new Metadata(
                                "another-uid",
                                old.labels(),
                                old.annotations(),
                                old.creationTime(),
                                old.deletionTime()),
                        seen.spec(),
                        seen.status());

        refusesAsChanged(another, NodeEdit.put(DOOMED));
    }

    @Test
    void refusesToTouchATaintThatSomebodyElseChanged() {
        Taint theirs = new Taint("doomed", "theirs", Taint.Effect.NO_SCHEDULE);
        Node seen = newNode("kong-1");
        cluster().edit(seen, NodeEdit.put(theirs));
        awaitNode("kong-1", node -> node.spec().taints().contains(theirs));

        refusesAsChanged(seen, NodeEdit.put(DOOMED));
        refusesAsChanged(NodeEdit.put(DOOMED).of(seen), NodeEdit.remove(DOOMED));
        awaitNode("kong-1", node -> node.spec().taints().contains(theirs));
    }

    @Test
    void refusesToCordonWhatSomebodyElseCordoned() {
        Node seen = newNode("kong-1");
        cluster().edit(seen, new NodeEdit(List.of(), List.of(), Cordon.CORDONED));
        awaitNode("kong-1", node -> node.spec().unschedulable());

        refusesAsChanged(seen, NodeEdit.put(DOOMED).and(Cordon.CORDONED));
    }

    @Test
    void hasNothingToTakeOffANodeThatIsGoneAndNothingToPutOn() {
        Node gone =
                new Node(
                        "gone",
                        Metadata.NONE,
                        new Node.Spec("", false, List.of(DOOMED)),
                        new Node.Status(Resources.NONE, Resources.NONE, List.of()));
        cluster().edit(gone, NodeEdit.remove(DOOMED).and(Cordon.UNCORDONED));

        refusesAsChanged(gone, NodeEdit.put(new Taint("other", "", Taint.Effect.NO_SCHEDULE)));
        assertThat(cluster().observe().nodes()).isEmpty();
    }

    @Test
    void tellsWhichPodsAreOnANodeNow() {
        createNode("kong-1");
        createNode("kong-2");
        String uid = createPod(POD, "kong-1");

        assertThat(cluster().podsOn("kong-1"))
                .singleElement()
                .satisfies(pod -> {
                    assertThat(pod.key()).isEqualTo(POD);
                    assertThat(pod.metadata().uid()).isEqualTo(uid);
                });
        assertThat(cluster().podsOn("kong-2")).isEmpty();
    }

    @Test
    void evictsAPod() {
        createNode("kong-1");
        String uid = createPod(POD, "kong-1");

        assertThat(cluster().evict(POD, uid, Duration.ZERO))
                .isEqualTo(ClusterApi.Eviction.ACCEPTED);
        awaitLeaving(POD);
    }

    @Test
    void leavesAnotherPodOfTheSameNameAlone() {
        createNode("kong-1");
        createPod(POD, "kong-1");

        assertThat(cluster().evict(POD, "another-uid", Duration.ZERO))
                .isEqualTo(ClusterApi.Eviction.NOT_FOUND);
    }

    @Test
    void saysThatABudgetForbidsAnEviction() {
        createNode("kong-1");
        String uid = createPod(POD, "kong-1");
        forbidEviction(POD);

        assertThat(cluster().evict(POD, uid, Duration.ofSeconds(30)))
                .isEqualTo(ClusterApi.Eviction.BLOCKED_BY_BUDGET);
    }

    @Test
    void saysThatAPodIsGone() {
        assertThat(cluster().evict(POD, "uid", Duration.ofSeconds(30)))
                .isEqualTo(ClusterApi.Eviction.NOT_FOUND);
    }

    /** As the implementation shows it. */
    private Node newNode(String name) {
        createNode(name);
        return seen(name, _ -> true);
    }

    protected final Node seen(String name, Predicate<Node> condition) {
        awaitNode(name, condition);
        return cluster().observe().nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void refusesAsChanged(Node seen, NodeEdit edit) {
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> cluster().edit(seen, edit))
                .extracting(ClusterException::category)
                .isEqualTo(ClusterException.Category.CHANGED);
    }
}
