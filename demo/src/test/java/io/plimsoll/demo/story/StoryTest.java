package io.plimsoll.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.SpotInterruption;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import io.plimsoll.demo.Demo;
import io.plimsoll.demo.Synthesized;
import io.plimsoll.demo.timeline.LoggedDecision;
import io.plimsoll.demo.timeline.Sample;
import io.plimsoll.demo.timeline.Step;
import io.plimsoll.demo.timeline.Timeline;
import io.plimsoll.demo.timeline.TimelineEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scenario of the Kong blog: five Kong pods of 300m fit on a t3.large beside its DaemonSets.
 */
class StoryTest {

    private static Timeline play(Cast cast) {
        return Story.simulated(cast, Demo.NOBODY, Pace.USUAL).play();
    }

    private static Cast withKongMax(Cast cast, int max) {
        List<SimulatedNodeGroup> groups =
                cast.world().groups().stream()
                        .map(group -> group.name().equals("kong") ? resized(group, max) : group)
                        .toList();
        WorldSpec world = cast.world();
        return new Cast(
                cast.cluster(),
                cast.kubernetesVersion(),
                new WorldSpec(
                        groups, world.workloads(), world.traffic(), world.settings(), world.seed()),
                cast.hpa(),
                cast.profiles());
    }

    private static SimulatedNodeGroup resized(SimulatedNodeGroup group, int max) {
        NodeGroup.Size size = new NodeGroup.Size(group.size().min(), max, group.size().target());
        return new SimulatedNodeGroup(
                group.name(), size, group.machine(), group.options(), group.discovered());
    }

    /** The last sample before the next step began. */
    private static Sample endOf(Timeline timeline, String step) {
        List<Step> steps = timeline.log().steps();
        int index = steps.stream().map(Step::name).toList().indexOf(step);
        return timeline.samples().stream()
                .filter(sample ->
                        index + 1 == steps.size()
                                || sample.t().compareTo(steps.get(index + 1).t()) <= 0)
                .toList()
                .getLast();
    }

    @Test
    void growsToTwoNodesForTenReplicasAndToFourForTwenty() throws IOException {
        Timeline timeline = play(Synthesized.cast());

        assertThat(endOf(timeline, "load normal").replicas()).isEqualTo(10);
        assertThat(endOf(timeline, "load normal").nodes()).containsEntry("kong", 2);
        assertThat(endOf(timeline, "load heavy").replicas()).isEqualTo(20);
        assertThat(endOf(timeline, "load heavy").nodes()).containsEntry("kong", 4);
    }

    @Test
    void leavesNoPodPendingUnderLoad() throws IOException {
        Timeline timeline = play(Synthesized.cast());

        assertThat(endOf(timeline, "load heavy").pending()).isZero();
        assertThat(timeline.summary().stuckPending()).isZero();
    }

    @Test
    void waitsForInstancesThatBootSlowly() throws IOException {
        Timeline timeline = play(Synthesized.castWithBoot(Duration.ofMinutes(6)));

        assertThat(timeline.summary().stuckPending()).isZero();
        assertThat(timeline.log().steps())
                .extracting(Step::outcome)
                .allMatch(outcome -> outcome.endsWith("none Pending"));
        assertThat(endOf(timeline, "load heavy").nodes()).containsEntry("kong", 4);
    }

    @Test
    void endsWithTheGroupBackAtItsMinimum() throws IOException {
        Timeline timeline = play(Synthesized.cast());

        assertThat(timeline.summary().finalNodes()).containsEntry("kong", 1);
        assertThat(endOf(timeline, "load ends").replicas()).isEqualTo(1);
    }

    @Test
    void tellsWhyEachNodeWasAdded() throws IOException {
        Timeline timeline = play(Synthesized.cast());

        assertThat(timeline.log().decisions())
                .filteredOn(decision -> decision.what().startsWith("raise kong"))
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision.reason()).isNotBlank());
    }

    @Test
    void leavesPodsPendingWhereTheGroupMayNotGrowAndSaysWhy() throws IOException {
        Timeline timeline = play(withKongMax(Synthesized.cast(), 1));

        assertThat(timeline.summary().stuckPending())
                .isPositive()
                .isEqualTo(timeline.summary().peakReplicas() - 5);
        assertThat(timeline.log().decisions())
                .extracting(LoggedDecision::reason)
                .anyMatch(reason -> reason.contains("max node group size reached"));
    }

    @Test
    void neverUsesMoreCpuThanTheNodesHave() throws IOException {
        assertThat(play(Synthesized.cast()).samples())
                .extracting(Sample::service)
                .allSatisfy(service ->
                        assertThat(service.cpuUsed()).isLessThanOrEqualTo(service.cpuThere()));
    }

    @Test
    void saysThatTheHpaHasNoMoreToGiveAndWhatIsNotServed() throws IOException {
        Timeline timeline = play(Synthesized.cast());

        Step heavy = step(timeline, "load heavy");
        assertThat(heavy.limits())
                .hasSize(2)
                .anyMatch(limit -> limit.contains("at its maximum of 20 replicas"))
                .anyMatch(limit -> limit.contains("of 3,000 requests per second are not served"));
        assertThat(step(timeline, "load normal").limits()).isEmpty();
        Sample.Service service = lastOf(timeline, 3000);
        assertThat(service.cpuUsed()).isEqualByComparingTo(service.cpuThere());
        assertThat(service.servedPerSecond()).isLessThan(service.requestsPerSecond());
        assertThat(timeline.summary().load().unserved()).isPositive();
    }

    @Test
    void answersFasterTheMoreReplicasThereAre() throws IOException {
        Timeline timeline = play(Synthesized.cast());

        assertThat(lastOf(timeline, 500).latencyMillis())
                .isLessThan(timeline.summary().load().worstLatencyMillis());
    }

    private static Sample.Service lastOf(Timeline timeline, long requestsPerSecond) {
        return timeline.samples().stream()
                .map(Sample::service)
                .filter(service -> service.requestsPerSecond() == requestsPerSecond)
                .toList()
                .getLast();
    }

    private static Step step(Timeline timeline, String name) {
        return timeline.log().steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 7, 42})
    void playsAnotherFateInTimeForAnotherSeedWithTheSameSteps(long seed) throws IOException {
        Timeline usual = play(Synthesized.cast());
        Timeline other = play(Synthesized.castWithSeed(seed));

        assertThat(times(other)).isNotEqualTo(times(usual));
        assertThat(endOf(other, "load normal").replicas()).isEqualTo(10);
        assertThat(endOf(other, "load normal").nodes()).containsEntry("kong", 2);
        assertThat(endOf(other, "load heavy").replicas()).isEqualTo(20);
        assertThat(endOf(other, "load heavy").nodes()).containsEntry("kong", 4);
        assertThat(other.summary().finalNodes()).containsEntry("kong", 1);
    }

    @Test
    void getsOverASpotInstanceThatIsTakenBack() throws IOException {
        Cast cast = Synthesized.cast();
        WorldSpec world = cast.world();
        WorldSettings settings = world.settings();
        CloudFaults faults =
                new CloudFaults(
                        List.of(),
                        0,
                        List.of(new SpotInterruption("kong", Duration.ofMinutes(12))));
        Timeline timeline =
                play(
                        new Cast(
                                cast.cluster(),
                                cast.kubernetesVersion(),
                                new WorldSpec(
                                        world.groups(),
                                        world.workloads(),
                                        world.traffic(),
                                        new WorldSettings(
                                                settings.start(),
                                                settings.timing(),
                                                settings.autoscaler(),
                                                faults),
                                        world.seed()),
                                cast.hpa(),
                                cast.profiles()));

        assertThat(timeline.events()).extracting(TimelineEvent::kind).contains("SpotInterrupted");
        assertThat(endOf(timeline, "load normal").nodes()).containsEntry("kong", 2);
        assertThat(endOf(timeline, "load heavy").replicas()).isEqualTo(20);
        assertThat(timeline.summary().finalNodes()).containsEntry("kong", 1);
    }

    private static List<BigDecimal> times(Timeline timeline) {
        return timeline.events().stream()
                .filter(event -> event.kind().equals("NodeReady"))
                .map(TimelineEvent::t)
                .toList();
    }

    @Test
    void playsTheSameStoryForTheSameSeed() throws IOException {
        assertThat(play(Synthesized.cast())).isEqualTo(play(Synthesized.cast()));
    }

    @Test
    void tellsEventsInOrder() throws IOException {
        List<TimelineEvent> events = play(Synthesized.cast()).events();

        assertThat(events).isSortedAccordingTo((one, other) -> one.t().compareTo(other.t()));
        assertThat(events)
                .extracting(TimelineEvent::kind)
                .contains(
                        "PodPending",
                        "PodRunning",
                        "ScaleUp",
                        "InstanceLaunched",
                        "NodeReady",
                        "ScaleDown",
                        "NodeGone",
                        "HpaScaled",
                        "LoadChanged");
    }
}
