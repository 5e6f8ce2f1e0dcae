package io.plimsoll.autoscaler.simulation.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import io.plimsoll.autoscaler.engine.port.CloudProvider.Place;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.CapacityOutage;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.SpotInterruption;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AutoScalingGroupsTest {
    private static final Instant START = WorldSettings.DEFAULT.start();
    private final VirtualClock clock = new VirtualClock(START);
    private final EventLog journal = new EventLog();
    private final List<String> machines = new ArrayList<>();

    @Test
    void hasItsDesiredInstancesFromTheStart() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);

        assertThat(machines).containsExactly("found a", "found b");
        assertThat(lifecycles(cloud)).containsOnly(Lifecycle.IN_SERVICE);
    }

    @Test
    void bootsInstancesAfterTheBootTime() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);

        cloud.setTargetSize("kong", 2, 3);
        passTo(0);

        assertThat(lifecycles(cloud)).contains(Lifecycle.PENDING);
        passTo(39);
        assertThat(machines).hasSize(2);
        passTo(40);
        assertThat(machines).containsExactly("found a", "found b", "booted a");
        assertThat(lifecycles(cloud)).doesNotContain(Lifecycle.PENDING);
    }

    @Test
    void fillsZonesEvenly() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);

        cloud.setTargetSize("kong", 2, 5);
        passTo(40);

        assertThat(machines)
                .containsExactly("found a", "found b", "booted a", "booted b", "booted a");
    }

    @Test
    void launchesNothingTwiceForTheSameTarget() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);

        cloud.setTargetSize("kong", 2, 3);
        cloud.setTargetSize("kong", 2, 3);
        passTo(0);

        assertThat(lifecycles(cloud)).hasSize(3);
    }

    @Test
    void refusesTargetsOutOfBounds() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);

        assertThatThrownBy(() -> cloud.setTargetSize("kong", 2, 6))
                .isInstanceOf(CloudException.class)
                .hasMessage("Desired capacity 6 of kong must be between 1 and 5");
        assertThatThrownBy(() -> cloud.setTargetSize("kong", 2, 0))
                .isInstanceOf(CloudException.class);
    }

    @Test
    void endsInstanceAndLowersTheTarget() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);
        NodeGroup.Instance instance = cloud.nodeGroups().getFirst().instances().getFirst();

        cloud.terminate("kong", instance);
        cloud.terminate("kong", instance);

        assertThat(cloud.desired()).containsEntry("kong", 1);
        passTo(30);
        assertThat(machines).hasSize(3).last().asString().startsWith("stopped");
        assertThat(lifecycles(cloud)).containsExactly(Lifecycle.IN_SERVICE);
    }

    @Test
    void refusesToShrinkBelowTheMinimum() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);
        List<NodeGroup.Instance> instances = cloud.nodeGroups().getFirst().instances();
        cloud.terminate("kong", instances.getFirst());

        assertThatThrownBy(() -> cloud.terminate("kong", instances.getLast()))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("below its minimum of 1");
    }

    @Test
    void neverBootsAnInstanceThatWasEndedWhilePending() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);
        cloud.setTargetSize("kong", 2, 3);
        passTo(0);
        NodeGroup.Instance pending =
                cloud.nodeGroups().getFirst().instances().stream()
                        .filter(instance -> instance.lifecycle() == Lifecycle.PENDING)
                        .findFirst()
                        .orElseThrow();

        cloud.terminate("kong", pending);
        passTo(60);

        assertThat(machines).containsExactly("found a", "found b", "stopped a");
    }

    @Test
    void reportsCapacityErrorsAndTriesAgain() {
        CloudFaults outage =
                new CloudFaults(
                        List.of(new CapacityOutage("kong", Duration.ZERO, Duration.ofSeconds(90))),
                        0);
        AutoScalingGroups cloud = groups(outage);

        cloud.setTargetSize("kong", 2, 4);
        passTo(0);

        String message = "InsufficientInstanceCapacity: no capacity for t3.large in a";
        assertThat(cloud.launchFailures("kong", START))
                .hasSize(2)
                .contains(
                        new LaunchFailure(
                                "kong",
                                START,
                                CloudException.Category.CAPACITY_UNAVAILABLE,
                                message,
                                new Place(Optional.of("t3.large"), Optional.of("a"))));
        passTo(60);
        assertThat(cloud.launchFailures("kong", START)).hasSize(4);
        assertThat(cloud.launchFailures("kong", START.plusSeconds(1))).hasSize(2);
        passTo(160);
        assertThat(machines).endsWith("booted a", "booted b");
    }

    @Test
    void takesASpotInstanceBackTwoMinutesAfterTheNoticeAndLaunchesAnother() {
        groups(
                new CloudFaults(
                        List.of(),
                        0,
                        List.of(new SpotInterruption("kong", Duration.ofSeconds(60)))));

        passTo(179);
        assertThat(journal.events()).singleElement().isInstanceOf(WorldEvent.SpotInterrupted.class);
        assertThat(machines).containsExactly("found a", "found b");

        passTo(240);
        assertThat(machines)
                .hasSize(4)
                .anyMatch(event -> event.startsWith("stopped"))
                .anyMatch(event -> event.startsWith("booted"));
    }

    @Test
    void dropsOldestInstanceOfTheFullestZone() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);
        cloud.setTargetSize("kong", 2, 3);
        passTo(40);

        cloud.resize("kong", 2);
        passTo(70);

        assertThat(machines).containsExactly("found a", "found b", "booted a", "stopped a");
    }

    @Test
    void doesNotShowGroupsWithoutTheTags() {
        AutoScalingGroups cloud =
                new AutoScalingGroups(
                        spec(CloudFaults.NONE, false), clock, journal, new Random(1), recorder());

        assertThat(cloud.nodeGroups()).isEmpty();
    }

    @Test
    void costsWhatItsLiveInstancesCost() {
        AutoScalingGroups cloud = groups(CloudFaults.NONE);

        cloud.setTargetSize("kong", 2, 3);
        passTo(0);

        assertThat(cloud.microUsdPerHour()).isEqualTo(3 * 99_200);
        assertThat(journal.events())
                .singleElement()
                .isInstanceOf(WorldEvent.InstanceLaunched.class);
    }

    private List<Lifecycle> lifecycles(AutoScalingGroups cloud) {
        return cloud.nodeGroups().getFirst().instances().stream()
                .map(NodeGroup.Instance::lifecycle)
                .toList();
    }

    private void passTo(int seconds) {
        Instant end = START.plusSeconds(seconds);
        while (clock.next().filter(next -> !next.isAfter(end)).isPresent()) {
            clock.moveTo(clock.next().orElseThrow());
            clock.runDue();
        }
        clock.moveTo(end);
    }

    private AutoScalingGroups groups(CloudFaults faults) {
        return new AutoScalingGroups(spec(faults, true), clock, journal, new Random(1), recorder());
    }

    private static WorldSpec spec(CloudFaults faults, boolean discovered) {
        Node node =
                new Node(
                        "template",
                        Metadata.NONE,
                        new Node.Spec("", false, List.of()),
                        new Node.Status(Resources.NONE, Resources.NONE, List.of()));
        SimulatedNodeGroup kong =
                new SimulatedNodeGroup(
                        "kong",
                        new NodeGroup.Size(1, 5, 2),
                        new SimulatedNodeGroup.Machine(
                                "t3.large",
                                new NodeTemplate(node, new Price(99_200)),
                                List.of("a", "b")),
                        NodeGroupOptions.NONE,
                        discovered);
        WorldSettings defaults = WorldSettings.DEFAULT;
        return new WorldSpec(
                List.of(kong),
                Workloads.NONE,
                List.of(),
                new WorldSettings(START, defaults.timing(), defaults.autoscaler(), faults),
                1);
    }

    private MachineEvents recorder() {
        return new MachineEvents() {
            @Override
            public void found(SimulatedInstance instance, SimulatedNodeGroup group) {
                machines.add("found " + instance.place().zone());
            }

            @Override
            public void booted(SimulatedInstance instance, SimulatedNodeGroup group) {
                machines.add("booted " + instance.place().zone());
            }

            @Override
            public void stopped(SimulatedInstance instance) {
                machines.add("stopped " + instance.place().zone());
            }
        };
    }
}
