package io.plimsoll.autoscaler.engine.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.actuation.RemovalOptions.EvictionOptions;
import io.plimsoll.autoscaler.engine.actuation.RemovalOptions.PriorityBand;
import io.plimsoll.autoscaler.engine.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order pods are asked to leave a node, and which DaemonSets' pods are. */
class DrainOrderTest {
    private static final String NODE = "kong-3";
    private static final List<PriorityBand> BANDS =
            List.of(
                    new PriorityBand(1000, Duration.ofSeconds(20)),
                    new PriorityBand(0, Duration.ofSeconds(60)));

    private final World world = new World().group("kong", 1, 10, 3);

    @Test
    void asksABandWhenThoseBeforeItAreGone() {
        ObjectKey important = pod("important", 2000);
        ObjectKey low = pod("low", -5);
        ObjectKey plain = pod("plain", 999);
        ObjectKey daemon = world.daemonPod("agent", NODE);
        Removals removals = removals(BANDS);
        removals.start(
                World.removal(NODE, "kong", important, low, plain),
                world.observe(),
                new Attempts(),
                world.clock.instant());

        advance(removals, 5);
        assertThat(world.cluster.evicted()).containsExactlyInAnyOrder(low, plain);
        world.cluster.removePod(low);
        advance(removals, 2);
        assertThat(world.cluster.evicted()).hasSize(2);
        world.cluster.removePod(plain);
        advance(removals, 2);
        assertThat(world.cluster.evicted()).hasSize(3).contains(important);
        world.cluster.removePod(important);
        advance(removals, 2);
        assertThat(world.cluster.evicted()).hasSize(4).endsWith(daemon);
    }

    @ParameterizedTest
    @CsvSource({"-1, 60", "0, 60", "999, 60", "1000, 20", "2000000000, 20"})
    void aBandTakesPodsFromItsPriorityOn(int priority, long graceSeconds) {
        EvictionOptions options =
                new EvictionOptions(
                        Duration.ofMinutes(10), Duration.ofMinutes(2), true, false, BANDS);

        assertThat(options.gracePeriod(priority)).isEqualTo(Duration.ofSeconds(graceSeconds));
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "false, true, false", "'', true, true", "'', false, false"})
    void aDaemonSetsPodMaySayWhetherItIsEvicted(String said, boolean byFlag, boolean evicted) {
        ObjectKey daemon = world.daemonPod("agent", NODE);
        annotate(daemon, said);
        EvictionOptions defaults = EvictionOptions.DEFAULT;
        Removals removals =
                removals(
                        new EvictionOptions(
                                defaults.maxGracePeriod(), defaults.maxTime(), false, byFlag));
        removals.start(
                World.removal(NODE, "kong"),
                world.observe(),
                new Attempts(),
                world.clock.instant());
        advance(removals, 5);

        assertThat(world.cluster.evicted()).hasSize(evicted ? 1 : 0);
    }

    private Removals removals(List<PriorityBand> bands) {
        EvictionOptions defaults = EvictionOptions.DEFAULT;
        return removals(
                new EvictionOptions(
                        defaults.maxGracePeriod(), defaults.maxTime(), true, false, bands));
    }

    private Removals removals(EvictionOptions eviction) {
        RemovalOptions defaults = RemovalOptions.DEFAULT;
        EngineOptions options =
                new EngineOptions(
                        EngineOptions.DEFAULT.decision(),
                        new RemovalOptions(
                                defaults.delayAfterTaint(),
                                defaults.cordon(),
                                defaults.deletionDelayTimeout(),
                                eviction,
                                defaults.softTaint()),
                        EngineOptions.DEFAULT.statusObject());
        return new Removals(
                world.cluster,
                world.cloud,
                new Events(world.reporter, options.statusObject()),
                options,
                List.of());
    }

    private void advance(Removals removals, int seconds) {
        world.advance(Duration.ofSeconds(seconds));
        removals.advance(world.observe(), new Attempts(), world.clock.instant());
    }

    private ObjectKey pod(String name, int priority) {
        ObjectKey key = world.runningPod(name, NODE);
        Pod pod = find(key);
        Pod.Policy policy = pod.spec().policy();
        world.cluster.add(
                new Pod(
                        key,
                        metadata(name, new TreeMap<>()),
                        pod.controller(),
                        new Pod.Spec(
                                pod.spec().nodeName(),
                                pod.spec().requests(),
                                pod.spec().containerRequests(),
                                pod.spec().constraints(),
                                new Pod.Policy(
                                        priority,
                                        policy.terminationGracePeriod(),
                                        policy.schedulerName(),
                                        policy.gates(),
                                        policy.scaleUpDelay())),
                        pod.status()));
        return key;
    }

    private void annotate(ObjectKey key, String value) {
        Pod pod = find(key);
        TreeMap<String, String> annotations = new TreeMap<>();
        if (!value.isEmpty()) {
            annotations.put("cluster-autoscaler.kubernetes.io/enable-ds-eviction", value);
        }
        world.cluster.add(
                new Pod(
                        key,
                        metadata("agent", annotations),
                        pod.controller(),
                        pod.spec(),
                        pod.status()));
    }

    private Metadata metadata(String uid, SortedMap<String, String> annotations) {
        return new Metadata(
                uid, new TreeMap<>(), annotations, world.clock.instant(), Optional.empty());
    }

    private Pod find(ObjectKey key) {
        return world.cluster.pods().stream()
                .filter(pod -> pod.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
