package io.plimsoll.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.spec.DaemonSetSpec;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.demo.Synthesized;
import io.plimsoll.demo.story.Cast;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CastingTest {

    private final Cast cast;

    CastingTest() throws IOException {
        this.cast = Synthesized.cast();
    }

    private SimulatedNodeGroup group(String name) {
        return cast.world().groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Node template(String name) {
        return group(name).machine().template().node();
    }

    @Test
    void readsNameAndVersionOfTheClusterFromTheTemplate() {
        assertThat(cast.cluster()).isEqualTo("kong");
        assertThat(cast.kubernetesVersion()).isEqualTo("1.33");
    }

    @Test
    void startsAGroupAtTheSizeThatItsCustomResourceGives() {
        assertThat(group("kong").size()).isEqualTo(new NodeGroup.Size(1, 6, 1));
    }

    @Test
    void startsAGroupWithoutADesiredSizeAtItsMinimum() {
        assertThat(group("other").size()).isEqualTo(new NodeGroup.Size(2, 2, 2));
    }

    @Test
    void followsSubnetsThroughExportsToTheirZones() {
        assertThat(group("kong").machine().zones()).containsExactly("eu-west-1a", "eu-west-1b");
    }

    @Test
    void putsAGroupInSubnetsThatAreThereAlreadyIntoTheRegionsFirstZone() {
        assertThat(group("other").machine().zones()).containsExactly("eu-west-1a");
    }

    @Test
    void handsOnlyTaggedGroupsToTheAutoscaler() {
        assertThat(group("kong").discovered()).isTrue();
        assertThat(group("other").discovered()).isFalse();
    }

    @Test
    void givesNodesTheLabelsAndTaintsOfTheirGroup() {
        assertThat(template("kong").metadata().labels())
                .contains(
                        entry("workload", "kong"),
                        entry("node.kubernetes.io/instance-type", "t3.large"));
        assertThat(template("kong").spec().taints())
                .extracting(Object::toString)
                .containsExactly("workload=kong:NoSchedule");
    }

    @Test
    void givesNodesWhatEksLeavesOfTheMachineForPods() {
        assertThat(template("kong").status().allocatable().milliCpu()).isEqualTo(1930);
        assertThat(template("kong").status().allocatable().pods()).isEqualTo(35);
    }

    @Test
    void putsEachEksAddonsPodsOnTheNodes() {
        assertThat(cast.world().workloads().daemonSets())
                .extracting(DaemonSetSpec::key)
                .containsExactly(
                        new ObjectKey("kube-system", "aws-node"),
                        new ObjectKey("kube-system", "kube-proxy"));
    }

    @Test
    void readsTheHpaWithTheBehaviorThatItsManifestGives() {
        assertThat(cast.hpa().target()).isEqualTo(new ObjectKey("kong", "kong-kong"));
        assertThat(cast.hpa().range()).isEqualTo(new HpaSpec.ReplicaRange(1, 10));
        assertThat(cast.hpa().behavior().scaleDown().stabilizationWindow())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void readsBudgetsInPercent() {
        assertThat(cast.world().workloads().budgets())
                .extracting(PdbSpec::limit)
                .isEqualTo(
                        List.of(
                                new DisruptionLimit.MaxUnavailable(
                                        new DisruptionLimit.Amount.Percent(50))));
    }

    @Test
    void putsTheLighterLoadFirst() {
        assertThat(cast.profiles())
                .extracting(LoadProfile::name)
                .containsExactly("normal", "heavy");
        assertThat(cast.profiles().getLast().hpaMax()).isEqualTo(OptionalInt.of(20));
    }

    @Test
    void takesTheAutoscalersFlagsFromItsDeployment() {
        assertThat(
                        cast.world()
                                .settings()
                                .autoscaler()
                                .options()
                                .decision()
                                .scaleDown()
                                .patience()
                                .unneededTime())
                .isEqualTo(Duration.ofMinutes(2));
    }
}
