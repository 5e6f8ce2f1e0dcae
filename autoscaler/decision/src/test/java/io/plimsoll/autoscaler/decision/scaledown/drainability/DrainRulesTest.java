package io.plimsoll.autoscaler.decision.scaledown.drainability;

import static io.plimsoll.autoscaler.decision.world.Traits.aged;
import static io.plimsoll.autoscaler.decision.world.Traits.annotation;
import static io.plimsoll.autoscaler.decision.world.Traits.app;
import static io.plimsoll.autoscaler.decision.world.Traits.bare;
import static io.plimsoll.autoscaler.decision.world.Traits.deletedSince;
import static io.plimsoll.autoscaler.decision.world.Traits.inNamespace;
import static io.plimsoll.autoscaler.decision.world.Traits.localVolume;
import static io.plimsoll.autoscaler.decision.world.Traits.notReadyPod;
import static io.plimsoll.autoscaler.decision.world.Traits.ownedBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.BlockingReason;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.DrainOptions;
import io.plimsoll.autoscaler.decision.world.PodTrait;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DrainRulesTest {

    private static final String SAFE = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    private static final String SAFE_VOLUMES =
            "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";
    private static final DrainOptions DEFAULT = DrainOptions.DEFAULT;

    @Test
    void movesPodOfReplicaSet() {
        assertThat(check()).isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void leavesMirrorPodBehind() {
        assertThat(check(bare(), annotation(Pod.MIRROR_ANNOTATION, "x")))
                .isEqualTo(Drainability.NEGLIGIBLE);
    }

    @Test
    void leavesPodBehindThatShouldHaveEnded() {
        assertThat(check(bare(), deletedSince(Duration.ofSeconds(61))))
                .isEqualTo(Drainability.NEGLIGIBLE);
    }

    @Test
    void keepsPodThatMayStillEndInTime() {
        assertThat(check(bare(), deletedSince(Duration.ofSeconds(60))))
                .isEqualTo(blocked(BlockingReason.NOT_REPLICATED));
    }

    @Test
    void keepsPodWhoseControllerIsGone() {
        assertThat(check(world -> world.withoutController("p"), DEFAULT))
                .isEqualTo(blocked(BlockingReason.CONTROLLER_NOT_FOUND));
    }

    @Test
    void missingControllerCountsForMoreThanSafeToEvict() {
        assertThat(check(world -> world.withoutController("p"), DEFAULT, annotation(SAFE, "true")))
                .isEqualTo(blocked(BlockingReason.CONTROLLER_NOT_FOUND));
    }

    @Test
    void keepsPodOfTooFewReplicas() {
        assertThat(check(world -> world, new DrainOptions(true, Optional.empty(), true, true, 4)))
                .isEqualTo(blocked(BlockingReason.MIN_REPLICAS_REACHED));
        assertThat(check(world -> world, new DrainOptions(true, Optional.empty(), true, true, 3)))
                .isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void statefulSetHasNoMinimumOfReplicas() {
        assertThat(
                        check(
                                world -> world,
                                new DrainOptions(true, Optional.empty(), true, true, 4),
                                ownedBy("StatefulSet", "p")))
                .isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void keepsBarePod() {
        assertThat(check(bare())).isEqualTo(blocked(BlockingReason.NOT_REPLICATED));
    }

    @Test
    void movesBarePodThatIsSafeToEvict() {
        assertThat(check(bare(), annotation(SAFE, "true"))).isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void keepsPodOfCustomController() {
        assertThat(check(ownedBy("Rollout", "p")))
                .isEqualTo(blocked(BlockingReason.NOT_REPLICATED));
    }

    @Test
    void movesPodOfCustomControllerWhenTold() {
        assertThat(
                        check(
                                world -> world,
                                new DrainOptions(true, Optional.empty(), true, false, 0),
                                ownedBy("Rollout", "p")))
                .isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void keepsSystemPodWithoutBudget() {
        assertThat(check(inNamespace("kube-system")))
                .isEqualTo(blocked(BlockingReason.UNMOVABLE_KUBE_SYSTEM_POD));
    }

    @Test
    void movesSystemPodThatHasBudget() {
        assertThat(
                        check(
                                world -> world.budget("kube-system", "p", 1),
                                DEFAULT,
                                inNamespace("kube-system")))
                .isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void movesSystemPodWhenTold() {
        assertThat(
                        check(
                                world -> world,
                                new DrainOptions(false, Optional.empty(), true, true, 0),
                                inNamespace("kube-system")))
                .isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void movesSystemPodThatStoodInTheWayForLongEnough() {
        Duration patience = Duration.ofHours(1);
        DrainOptions options = new DrainOptions(true, Optional.of(patience), true, true, 0);

        assertThat(check(world -> world, options, inNamespace("kube-system"), aged(patience)))
                .isEqualTo(blocked(BlockingReason.UNMOVABLE_KUBE_SYSTEM_POD));
        assertThat(
                        check(
                                world -> world,
                                options,
                                inNamespace("kube-system"),
                                aged(patience.plusSeconds(1))))
                .isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void keepsPodThatIsNotSafeToEvict() {
        assertThat(check(annotation(SAFE, "false")))
                .isEqualTo(blocked(BlockingReason.NOT_SAFE_TO_EVICT_ANNOTATION));
    }

    @Test
    void keepsPodWithLocalData() {
        assertThat(check(localVolume("data")))
                .isEqualTo(blocked(BlockingReason.LOCAL_STORAGE_REQUESTED));
    }

    @Test
    void movesPodAllOfWhoseLocalVolumesAreSafe() {
        assertThat(check(localVolume("a"), localVolume("b"), annotation(SAFE_VOLUMES, "a,b")))
                .isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void doesNotTrimNamesOfSafeVolumes() {
        assertThat(check(localVolume("a"), localVolume("b"), annotation(SAFE_VOLUMES, "a, b")))
                .isEqualTo(blocked(BlockingReason.LOCAL_STORAGE_REQUESTED));
    }

    @Test
    void keepsPodWhosePdbAllowsNoDisruption() {
        assertThat(check(world -> world.budget("p", 0), DEFAULT))
                .isEqualTo(blocked(BlockingReason.NOT_ENOUGH_PDB));
    }

    @Test
    void keepsPodThatSeveralBudgetsMatch() {
        ObjectKey another = new ObjectKey("default", "another");
        assertThat(check(world -> world.budget("p", 1).budget(another, "p", 1, false), DEFAULT))
                .isEqualTo(blocked(BlockingReason.SEVERAL_PDBS));
    }

    @Test
    void budgetThatSparesPodsWhichAreNotReadyProtectsThoseThatAre() {
        ObjectKey key = new ObjectKey("default", "p");
        assertThat(check(world -> world.budget(key, "p", 0, true), DEFAULT))
                .isEqualTo(blocked(BlockingReason.NOT_ENOUGH_PDB));
        assertThat(check(world -> world.budget(key, "p", 0, true), DEFAULT, notReadyPod()))
                .isEqualTo(Drainability.MOVABLE);
        assertThat(check(world -> world.budget(key, "p", 0, false), DEFAULT, notReadyPod()))
                .isEqualTo(blocked(BlockingReason.NOT_ENOUGH_PDB));
    }

    @Test
    void looksUpNoOwnerOfAnotherApiGroup() {
        OwnerReference kruise =
                new OwnerReference("apps.kruise.io/v1beta1", "StatefulSet", "gone", "u");
        assertThat(check(world -> world.withoutController("gone"), DEFAULT, ownedBy(kruise)))
                .isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void budgetOfAnotherNamespaceProtectsNobody() {
        assertThat(check(world -> world.budget("p", 0), DEFAULT, inNamespace("shop")))
                .isEqualTo(Drainability.MOVABLE);
    }

    @Test
    void budgetOfOtherPodsProtectsNobody() {
        assertThat(check(world -> world.budget("p", 0), DEFAULT, app("other")))
                .isEqualTo(Drainability.MOVABLE);
    }

    private static Drainability check(PodTrait... traits) {
        return check(world -> world, DEFAULT, traits);
    }

    private static Drainability check(
            UnaryOperator<World> more, DrainOptions options, PodTrait... traits) {
        World world = World.cluster().group("g").node("n").pod("p", "n", traits);
        Cluster cluster = more.apply(world).observe().cluster();
        DrainFacts facts =
                new DrainFacts(
                        options,
                        new WorkloadIndex(cluster.controllers().workloads()),
                        new RemainingBudgets(cluster.controllers().budgets()),
                        World.NOW);
        return DrainRules.check(cluster.pods().getFirst(), facts);
    }

    private static Drainability blocked(BlockingReason reason) {
        return new Drainability.Blocked(reason);
    }
}
