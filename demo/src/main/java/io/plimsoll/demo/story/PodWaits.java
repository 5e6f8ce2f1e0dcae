package io.plimsoll.demo.story;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What pods had to bear: how long they were without a node, from the scheduler's first refusal to
 * the running pod, or to the end of a pod that never ran; and how many were evicted.
 */
public final class PodWaits {

    private final SortedMap<ObjectKey, Instant> waiting = new TreeMap<>();
    private final List<Duration> ended = new ArrayList<>();
    private int evictions;

    public void hear(WorldEvent event) {
        switch (event) {
            case WorldEvent.PodPending e -> waiting.put(e.pod(), e.time());
            case WorldEvent.PodRunning e -> end(e.pod(), e.time());
            case WorldEvent.PodGone e -> end(e.pod(), e.time());
            case WorldEvent.Evicted _ -> evictions++;
            case WorldEvent.ScaleUp _,
                    WorldEvent.InstanceLaunched _,
                    WorldEvent.LaunchFailed _,
                    WorldEvent.SpotInterrupted _,
                    WorldEvent.NodeReady _,
                    WorldEvent.ScaleDown _,
                    WorldEvent.NodeGone _,
                    WorldEvent.HpaScaled _,
                    WorldEvent.LoadChanged _ -> {}
        }
    }

    /** The pod waits no more, if it did. */
    public void end(ObjectKey pod, Instant time) {
        Instant since = waiting.remove(pod);
        if (since != null) {
            ended.add(Duration.between(since, time));
        }
    }

    /** How many waits go on. */
    public int open() {
        return waiting.size();
    }

    public int evictions() {
        return evictions;
    }

    /** How many waits are over. */
    int ended() {
        return ended.size();
    }

    /** Each wait, in the order of their ends, those that go on counted until {@code now}. */
    public List<Duration> all(Instant now) {
        return Stream.concat(
                        ended.stream(),
                        waiting.values().stream().map(since -> Duration.between(since, now)))
                .toList();
    }
}
