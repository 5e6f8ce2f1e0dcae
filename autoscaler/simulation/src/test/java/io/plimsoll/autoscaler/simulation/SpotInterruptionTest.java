package io.plimsoll.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults.SpotInterruption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpotInterruptionTest {
    private static final Duration NOTICE = Duration.ofMinutes(20);
    private static final CloudFaults ONE_INTERRUPTION =
            new CloudFaults(List.of(), 0, List.of(new SpotInterruption("kong", NOTICE)));

    private final KongCluster cluster = KongCluster.standard().withFaults(ONE_INTERRUPTION);

    @Test
    void drainsTheNodeBeforeItsMachineGoesAndOrdersOneInItsPlace() {
        SimulatedWorld world = play(cluster.withQueue());

        assertThat(orders(world)).isEqualTo(1);
        assertThat(evictions(world)).isEqualTo(5);
        assertThat(world.desiredCapacity()).containsEntry("kong", 2);
        assertThat(world.view().pending()).isEmpty();
    }

    @Test
    void losesThePodsWhereNobodyTellsOfIt() {
        SimulatedWorld world = play(cluster);

        assertThat(orders(world)).isZero();
        assertThat(evictions(world)).isZero();
    }

    /** Ten pods on two nodes, of which one is taken. */
    private static SimulatedWorld play(KongCluster cluster) {
        SimulatedWorld world = cluster.world();
        world.setLoad(KongCluster.KONG, 500);
        world.runFor(NOTICE.plusMinutes(6));
        return world;
    }

    private static long orders(SimulatedWorld world) {
        return sinceNotice(world).stream().filter(WorldEvent.ScaleUp.class::isInstance).count();
    }

    private static long evictions(SimulatedWorld world) {
        return sinceNotice(world).stream().filter(WorldEvent.Evicted.class::isInstance).count();
    }

    private static List<WorldEvent> sinceNotice(SimulatedWorld world) {
        List<WorldEvent> events = world.events();
        int notice =
                events.stream()
                        .map(WorldEvent.SpotInterrupted.class::isInstance)
                        .toList()
                        .indexOf(true);
        return events.subList(notice, events.size());
    }
}
