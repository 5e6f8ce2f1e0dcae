package io.plimsoll.autoscaler.engine.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import java.util.List;
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
        cloud().setTargetSize("kong", 4);
        cloud().setTargetSize("kong", 4);

        assertThat(group().size().target()).isEqualTo(4);
    }

    @Test
    void lowersTheTargetByOneForAnInstanceThatItEnds() {
        createGroup("kong", 1, 5, 3);
        String doomed = liveInstances().getFirst();
        cloud().terminate("kong", doomed);

        assertThat(group().size().target()).isEqualTo(2);
        assertThat(liveInstances()).hasSize(2).doesNotContain(doomed);
    }

    @Test
    void lowersTheTargetOnceForAnInstanceThatIsEndedTwice() {
        createGroup("kong", 1, 5, 3);
        String doomed = liveInstances().getFirst();
        cloud().terminate("kong", doomed);
        cloud().terminate("kong", doomed);

        assertThat(group().size().target()).isEqualTo(2);
    }

    @Test
    void doesNotMindThatAnInstanceIsGone() {
        createGroup("kong", 1, 5, 3);
        cloud().terminate("kong", "i-00000000000000000");

        assertThat(group().size().target()).isEqualTo(3);
    }

    private NodeGroup group() {
        return cloud().nodeGroups().stream()
                .filter(group -> group.name().equals("kong"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> liveInstances() {
        return group().instances().stream()
                .filter(instance -> instance.lifecycle() != Lifecycle.TERMINATING)
                .map(NodeGroup.Instance::id)
                .toList();
    }
}
