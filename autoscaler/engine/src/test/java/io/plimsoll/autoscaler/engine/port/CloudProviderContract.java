package io.plimsoll.autoscaler.engine.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link CloudProvider} keeps to. */
public abstract class CloudProviderContract {

    protected abstract CloudProvider cloud();

    /** A group with {@code size} instances in service. */
    protected abstract void createGroup(String name, int min, int max, int size);

    @Test
    void showsANewTargetAtOnce() {
        createGroup("kong", 1, 5, 2);
        cloud().nodeGroups();
        cloud().setTargetSize("kong", 2, 4);
        cloud().setTargetSize("kong", 2, 4);

        assertThat(group().size().target()).isEqualTo(4);
    }

    @Test
    void refusesATargetWhenAnotherOneIsDesiredThanTheDecisionSaw() {
        createGroup("kong", 1, 9, 2);
        cloud().setTargetSize("kong", 2, 8);

        refusesAsChanged(() -> cloud().setTargetSize("kong", 2, 4));
        assertThat(group().size().target()).isEqualTo(8);
    }

    @Test
    void neverLetsTheCloudChooseWhichInstanceEnds() {
        createGroup("kong", 1, 9, 3);
        cloud().setTargetSize("kong", 3, 6);
        cloud().setTargetSize("kong", 6, 4);
        assertThat(group().size().target()).isEqualTo(4);

        refusesAsChanged(() -> cloud().setTargetSize("kong", 4, 2));
        assertThat(liveInstances()).hasSize(3);
    }

    @Test
    void lowersTheTargetByOneForAnInstanceThatItEnds() {
        createGroup("kong", 1, 5, 3);
        Instance doomed = liveInstances().getFirst();
        cloud().terminate("kong", doomed);

        assertThat(group().size().target()).isEqualTo(2);
        assertThat(liveInstances()).hasSize(2).doesNotContain(doomed);
    }

    @Test
    void lowersTheTargetOnceForAnInstanceThatIsEndedTwice() {
        createGroup("kong", 1, 5, 3);
        Instance doomed = liveInstances().getFirst();
        cloud().terminate("kong", doomed);
        cloud().terminate("kong", doomed);

        assertThat(group().size().target()).isEqualTo(2);
    }

    @Test
    void refusesToEndAnInstanceThatTheGroupHasNot() {
        createGroup("kong", 1, 5, 3);
        Instance gone = new Instance("i-00000000000000000", "aws:///z/i-0", Lifecycle.IN_SERVICE);

        refusesAsChanged(() -> cloud().terminate("kong", gone));
        assertThat(group().size().target()).isEqualTo(3);
    }

    @Test
    void refusesToEndAnInstanceThatIsInAnotherStateThanTheDecisionSaw() {
        createGroup("kong", 1, 5, 3);
        Instance runs = liveInstances().getFirst();
        Instance starts = new Instance(runs.id(), runs.providerId(), Lifecycle.PENDING);

        refusesAsChanged(() -> cloud().terminate("kong", starts));
        assertThat(liveInstances()).hasSize(3);
    }

    @Test
    void refusesToGoBelowTheMinimumOfInstancesThatAreThere() {
        createGroup("kong", 2, 9, 3);
        cloud().setTargetSize("kong", 3, 6);
        List<Instance> instances = liveInstances();
        cloud().terminate("kong", instances.getFirst());

        refusesAsChanged(() -> cloud().terminate("kong", instances.getLast()));
        assertThat(group().size().target()).isEqualTo(5);
    }

    @Test
    void endsALostInstanceThatAnotherWasOrderedFor() {
        createGroup("kong", 1, 5, 3);
        Instance lost = liveInstances().getFirst();
        cloud().end("kong", lost, Sequel.SMALLER);
        cloud().end("kong", lost, Sequel.SMALLER);

        assertThat(group().size().target()).isEqualTo(2);
        assertThat(liveInstances()).hasSize(2).doesNotContain(lost);
    }

    @Test
    void leavesTheTargetForALostInstanceThatTheCloudIsToReplace() {
        createGroup("kong", 3, 5, 3);
        Instance lost = liveInstances().getFirst();
        cloud().end("kong", lost, Sequel.REPLACED);

        assertThat(group().size().target()).isEqualTo(3);
        assertThat(liveInstances()).doesNotContain(lost);
    }

    @Test
    void lowersNoTargetBelowTheMinimumForALostInstance() {
        createGroup("kong", 3, 5, 3);
        Instance lost = liveInstances().getFirst();

        refusesAsChanged(() -> cloud().end("kong", lost, Sequel.SMALLER));
        assertThat(group().size().target()).isEqualTo(3);
        assertThat(liveInstances()).contains(lost);
    }

    @Test
    void endsALostInstanceThoughTooFewAreThere() {
        createGroup("kong", 3, 9, 3);
        cloud().setTargetSize("kong", 3, 4);
        cloud().end("kong", liveInstances().getFirst(), Sequel.SMALLER);

        assertThat(group().size().target()).isEqualTo(3);
    }

    @Test
    void endsNoLostInstanceThatIsInAnotherStateThanTheDecisionSaw() {
        createGroup("kong", 1, 5, 3);
        Instance runs = liveInstances().getFirst();
        Instance starts = new Instance(runs.id(), runs.providerId(), Lifecycle.PENDING);

        refusesAsChanged(() -> cloud().end("kong", starts, Sequel.REPLACED));
        assertThat(liveInstances()).hasSize(3);
    }

    private static void refusesAsChanged(ThrowingCallable write) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(write)
                .extracting(CloudException::category)
                .isEqualTo(CloudException.Category.CHANGED);
    }

    private NodeGroup group() {
        return cloud().nodeGroups().stream()
                .filter(group -> group.name().equals("kong"))
                .findFirst()
                .orElseThrow();
    }

    private List<Instance> liveInstances() {
        return group().instances().stream()
                .filter(instance -> instance.lifecycle() != Lifecycle.TERMINATING)
                .toList();
    }
}
