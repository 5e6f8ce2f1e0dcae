package io.plimsoll.autoscaler.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.aws.discovery.GroupReader;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.template.InstancePrices;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.aws.template.TemplateSources;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import io.plimsoll.autoscaler.engine.port.CloudProvider.Place;
import io.plimsoll.autoscaler.engine.port.CloudProviderContract;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EksCloudProviderTest extends CloudProviderContract {

    private static final Instant START = Instant.parse("2026-03-05T21:40:00Z");

    private final FakeAutoScaling aws = new FakeAutoScaling();
    private Instant now = START;
    private final EksCloudProvider cloud = provider();

    @Override
    protected CloudProvider cloud() {
        return cloud;
    }

    @Override
    protected void createGroup(String name, int min, int max, int size) {
        aws.create(name, min, max, size);
    }

    @Test
    void readsEveryPageOfTheGroupsThatCarryTheTag() {
        aws.create("a", 0, 5, 1);
        aws.create("b", 0, 5, 1);
        aws.create("other", 0, 5, 1);
        aws.untag("other");

        assertThat(cloud.nodeGroups()).extracting(NodeGroup::name).containsExactly("a", "b");
    }

    @Test
    void leavesAGroupAloneWhoseTagSaysSoOrSomethingElseThanFalse() {
        aws.create("a", 0, 5, 1);
        aws.create("b", 0, 5, 1);
        aws.create("c", 0, 5, 1);
        aws.tag("a", "plimsoll.io/observe-only", "true");
        aws.tag("b", "plimsoll.io/observe-only", "ture");
        aws.tag("c", "plimsoll.io/observe-only", "false");

        assertThat(cloud.nodeGroups())
                .filteredOn(NodeGroup::isLeftAlone)
                .extracting(NodeGroup::template)
                .containsExactly(
                        new NodeGroup.Template.LeftAlone(
                                "its tag plimsoll.io/observe-only is \"true\""),
                        new NodeGroup.Template.LeftAlone(
                                "its tag plimsoll.io/observe-only is \"ture\""));
    }

    @Test
    void asksOnceAMinuteWhileNothingChanges() {
        aws.create("kong", 1, 5, 2);
        cloud.nodeGroups();
        pass(Duration.ofSeconds(59));
        cloud.nodeGroups();
        assertThat(aws.described()).isEqualTo(1);

        pass(Duration.ofSeconds(1));
        cloud.nodeGroups();
        assertThat(aws.described()).isEqualTo(2);
    }

    @Test
    void asksOftenWhileInstancesCome() {
        aws.create("kong", 1, 5, 2);
        cloud.setTargetSize("kong", 2, 3);
        int before = aws.described();
        pass(Duration.ofSeconds(3));
        cloud.nodeGroups();

        assertThat(aws.described()).isEqualTo(before + 1);
    }

    @Test
    void refusesSizesOutOfBounds() {
        aws.create("kong", 1, 5, 2);

        refuses(() -> cloud.setTargetSize("kong", 2, 6), "size 6 is out of bounds 1 to 5");
        refuses(() -> cloud.setTargetSize("kong", 2, 0), "size 0 is out of bounds 1 to 5");
        refuses(() -> cloud.setTargetSize("load", 0, 1), "no node group load");
        assertThat(aws.desired("kong")).isEqualTo(2);
    }

    @Test
    void looksAtAGroupFreshlyBeforeItRaisesIt() {
        aws.create("kong", 1, 9, 2);
        cloud.nodeGroups();
        aws.resize("kong", 8);

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> cloud.setTargetSize("kong", 2, 4))
                .withMessage("kong: 8 nodes are desired now, not 2");
        assertThat(aws.desired("kong")).isEqualTo(8);
        assertThat(cloud.nodeGroups().getFirst().size().target()).isEqualTo(8);
    }

    @Test
    void doesNotTakeAnOldListForSomebodyElsesDoing() {
        aws.create("kong", 1, 9, 3);
        NodeGroup.Instance doomed = cloud.nodeGroups().getFirst().instances().getFirst();
        aws.listAsNow();
        cloud.setTargetSize("kong", 3, 5);
        cloud.terminate("kong", doomed);
        pass(Duration.ofSeconds(3));

        NodeGroup shown = cloud.nodeGroups().getFirst();
        assertThat(shown.size().target()).isEqualTo(4);
        assertThat(shown.instances())
                .filteredOn(instance -> instance.lifecycle() == NodeGroup.Lifecycle.TERMINATING)
                .extracting(NodeGroup.Instance::id)
                .containsExactly(doomed.id());
    }

    @Test
    void takesWhatListsSayForAMinuteAsTrue() {
        aws.create("kong", 1, 9, 3);
        cloud.nodeGroups();
        aws.listAsNow();
        cloud.setTargetSize("kong", 3, 5);
        pass(Duration.ofSeconds(61));

        assertThat(cloud.nodeGroups().getFirst().size().target()).isEqualTo(3);
    }

    @Test
    void takesASizeThatItNeverSawForSomebodyElsesDoing() {
        aws.create("kong", 1, 9, 3);
        cloud.setTargetSize("kong", 3, 5);
        aws.resize("kong", 7);
        pass(Duration.ofSeconds(3));

        assertThat(cloud.nodeGroups().getFirst().size().target()).isEqualTo(7);
    }

    @Test
    void tellsOfFailedLaunchesSinceTheTimeAskedFor() {
        aws.create("kong", 1, 9, 3);
        String message =
                "We currently do not have sufficient t3.large capacity in the Availability Zone"
                        + " you requested (us-west-1a). You can currently get t3.large capacity by"
                        + " choosing us-west-1c.";
        aws.failLaunch("old", START.minusSeconds(90), START.minusSeconds(60), "long ago");
        aws.failLaunch("new", START.minusSeconds(60), START.plusSeconds(5), message);

        assertThat(cloud.launchFailures("kong", START))
                .containsExactly(
                        new LaunchFailure(
                                "kong",
                                START.plusSeconds(5),
                                Category.CAPACITY_UNAVAILABLE,
                                message,
                                new Place(Optional.of("t3.large"), Optional.of("us-west-1a"))));
        assertThat(cloud.launchFailures("kong", START)).hasSize(1);
    }

    @Test
    void activityTellsItsZoneInItsDetailsToo() {
        aws.create("kong", 1, 9, 3);
        aws.failLaunch("a", START, START, "VcpuLimitExceeded: too many vCPUs of u-6tb1.56xlarge.");

        assertThat(cloud.launchFailures("kong", START))
                .extracting(LaunchFailure::place)
                .containsExactly(
                        new Place(Optional.of("u-6tb1.56xlarge"), Optional.of("us-west-1b")));
    }

    private EksCloudProvider provider() {
        InstantSource clock = () -> now;
        TemplateSources sources =
                new TemplateSources(
                        _ -> Optional.empty(),
                        InstanceTypes::find,
                        (_, _) -> Optional.empty(),
                        InstancePrices.BUILT_IN);
        return new EksCloudProvider(
                aws,
                new GroupReader(
                        aws,
                        GroupSelection.parse(List.of(), List.of("asg:tag=" + FakeAutoScaling.TAG))),
                new GroupMapping(new NodeTemplates(sources)),
                CacheAge.DEFAULT,
                clock);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static void refuses(Runnable change, String message) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(change::run)
                .withMessageContaining(message)
                .extracting(CloudException::category)
                .isEqualTo(Category.INVALID_REQUEST);
    }
}
