package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.clock.Jitter;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.Timing.PodTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All kubelets: they pull an image once a node, start containers, see them become ready, and stop
 * them within the grace period.
 */
final class Kubelets {
    /** What a busy kubelet may need before it starts containers. */
    private static final Duration SLOWEST_SANDBOX = Duration.ofSeconds(3);

    private final VirtualClock clock;
    private final ClusterObjects objects;
    private final EventLog journal;
    private final PodTiming timing;
    private final Jitter jitter;

    /** When each image is there, by node and image. */
    private final SortedMap<String, SortedMap<String, Instant>> images = new TreeMap<>();

    Kubelets(
            VirtualClock clock,
            ClusterObjects objects,
            EventLog journal,
            PodTiming timing,
            Jitter jitter) {
        this.clock = clock;
        this.objects = objects;
        this.journal = journal;
        this.timing = timing;
        this.jitter = jitter;
    }

    /** The pod was bound to {@code node}: it starts as soon as its image is there. */
    void take(SimulatedPod pod, String node) {
        Instant pulled =
                images.computeIfAbsent(node, _ -> new TreeMap<>())
                        .computeIfAbsent(
                                pod.origin().template().image(),
                                _ -> clock.instant().plus(jitter.around(timing.imagePull())));
        Instant free = clock.instant().plus(jitter.upTo(SLOWEST_SANDBOX));
        clock.at(free.isAfter(pulled) ? free : pulled, () -> start(pod.key()));
    }

    void forgetNode(String node) {
        images.remove(node);
    }

    /**
     * Asks for the pod's end. Whoever is not running yet goes at once.
     *
     * @param gracePeriod empty for the pod's own
     */
    void delete(ObjectKey key, Optional<Duration> gracePeriod) {
        Optional<SimulatedPod> found = objects.pod(key).filter(pod -> !pod.isTerminating());
        if (found.isEmpty()) {
            return;
        }
        SimulatedPod pod = found.get();
        if (!pod.isRunning()) {
            remove(key);
            return;
        }
        Duration grace = gracePeriod.orElse(pod.pod().spec().policy().terminationGracePeriod());
        objects.put(pod.terminating(clock.instant().plus(grace)));
        Duration stop = grace.compareTo(timing.podStop()) < 0 ? grace : timing.podStop();
        clock.after(stop, () -> remove(key));
    }

    /** Takes the pod out of the API server. */
    void remove(ObjectKey key) {
        if (objects.pod(key).isPresent()) {
            objects.removePod(key);
            journal.add(new WorldEvent.PodGone(clock.instant(), key));
        }
    }

    private void start(ObjectKey key) {
        Optional<SimulatedPod> found = alive(key);
        if (found.isEmpty()) {
            return;
        }
        objects.put(found.get().running());
        clock.after(jitter.around(timing.podReady()), () -> becomeReady(key));
        found.get()
                .origin()
                .runtime()
                .ifPresent(runtime -> clock.after(runtime, () -> succeed(key)));
    }

    private void succeed(ObjectKey key) {
        alive(key).ifPresent(pod -> objects.put(pod.succeeded(clock.instant())));
    }

    private void becomeReady(ObjectKey key) {
        alive(key)
                .ifPresent(pod -> {
                    Instant now = clock.instant();
                    objects.put(pod.ready(now));
                    journal.add(
                            new WorldEvent.PodRunning(
                                    now,
                                    key,
                                    pod.node().orElseThrow(),
                                    Duration.between(pod.pod().metadata().creationTime(), now)));
                });
    }

    /** Pods that are not ending, on a node that is there. */
    private Optional<SimulatedPod> alive(ObjectKey key) {
        return objects.pod(key)
                .filter(SimulatedPod::isActive)
                .filter(pod -> pod.node().flatMap(objects::node).isPresent());
    }
}
