package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.actuation.Removal.Draining;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterApi.Eviction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes the pods off a node: asks for evictions, and watches the pods go. */
final class Drain {
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** What Cluster Autoscaler adds to a pod's grace period before it gives up on the pod. */
    private static final Duration HEADROOM = Duration.ofSeconds(30);

    private final ClusterApi cluster;
    private final Events events;
    private final EngineOptions options;

    Drain(ClusterApi cluster, Events events, EngineOptions options) {
        this.cluster = cluster;
        this.events = events;
        this.options = options;
    }

    sealed interface Progress {
        record Goes(Draining phase) implements Progress {}

        record Emptied() implements Progress {}

        record Stuck(String problem) implements Progress {}
    }

    /**
     * @param pods all that are on the node
     */
    Progress advance(
            Removal removal, Draining phase, List<Pod> pods, Attempts attempts, Instant now) {
        List<Pod> staying = pods.stream().filter(pod -> holdsNode(pod, phase, now)).toList();
        Optional<Pod> stranger =
                staying.stream().filter(pod -> isStranger(pod, removal)).findFirst();
        if (stranger.isPresent()) {
            return new Progress.Stuck(
                    "pod %s came after the decision".formatted(stranger.get().key()));
        }
        if (phase.since().equals(now)) {
            evictDaemons(removal, pods, attempts);
        }
        if (staying.isEmpty()) {
            return new Progress.Emptied();
        }
        Draining asked = evictDue(removal, phase, staying, attempts, now);
        return problem(asked, staying, now)
                .<Progress>map(Progress.Stuck::new)
                .orElseGet(() -> new Progress.Goes(asked));
    }

    private Draining evictDue(
            Removal removal, Draining phase, List<Pod> pods, Attempts attempts, Instant now) {
        SortedMap<ObjectKey, Instant> refused = new TreeMap<>(phase.refused());
        SortedMap<ObjectKey, Instant> goneBy = new TreeMap<>(phase.goneBy());
        refused.keySet().retainAll(pods.stream().map(Pod::key).toList());
        for (Pod pod : pods) {
            if (goneBy.containsKey(pod.key())) {
                continue;
            }
            boolean isLeaving = pod.metadata().deletionTime().isPresent();
            if (!isLeaving && !isDue(refused.get(pod.key()), now)) {
                continue;
            }
            if (isLeaving || evict(pod, removal, attempts)) {
                goneBy.put(pod.key(), now.plus(gracePeriod(pod)).plus(HEADROOM));
                refused.remove(pod.key());
            } else {
                refused.put(pod.key(), now);
            }
        }
        return new Draining(phase.since(), refused, goneBy);
    }

    private static boolean isDue(@Nullable Instant refused, Instant now) {
        return refused == null || !refused.plus(RETRY).isAfter(now);
    }

    private boolean evict(Pod pod, Removal removal, Attempts attempts) {
        List<Eviction> answer = new ArrayList<>();
        attempts.tryQuietly(
                () -> answer.add(cluster.evict(pod.key(), pod.metadata().uid(), gracePeriod(pod))));
        if (answer.contains(Eviction.ACCEPTED)) {
            attempts.done("evict %s from %s".formatted(pod.key(), removal.node()));
            events.podEvicted(pod.key());
        }
        return answer.contains(Eviction.ACCEPTED) || answer.contains(Eviction.NOT_FOUND);
    }

    private void evictDaemons(Removal removal, List<Pod> pods, Attempts attempts) {
        RemovalOptions.EvictionOptions eviction = options.removal().eviction();
        boolean asked =
                removal.deletion().isDrain()
                        ? eviction.daemonSetsOnOccupied()
                        : eviction.daemonSetsOnEmpty();
        if (!asked) {
            return;
        }
        // As a courtesy: nobody waits for them, and most come back at once.
        pods.stream()
                .filter(pod -> pod.isDaemon() && pod.metadata().deletionTime().isEmpty())
                .forEach(pod -> evict(pod, removal, attempts));
    }

    private Optional<String> problem(Draining phase, List<Pod> staying, Instant now) {
        Duration maxTime = options.removal().eviction().maxTime();
        if (!phase.refused().isEmpty() && !phase.since().plus(maxTime).isAfter(now)) {
            return Optional.of(
                    "evictions were refused for %s: %s"
                            .formatted(
                                    DurationText.of(maxTime),
                                    names(phase.refused().keySet().stream().toList())));
        }
        List<ObjectKey> late =
                staying.stream()
                        .map(Pod::key)
                        .filter(pod -> phase.goneBy().getOrDefault(pod, Instant.MAX).isBefore(now))
                        .toList();
        return late.isEmpty()
                ? Optional.empty()
                : Optional.of("pods did not end in time: " + names(late));
    }

    private static String names(List<ObjectKey> pods) {
        return pods.stream().map(ObjectKey::toString).collect(Collectors.joining(", "));
    }

    /** A terminating pod of another's doing is no stranger: it only has to be waited for. */
    private static boolean isStranger(Pod pod, Removal removal) {
        return pod.metadata().deletionTime().isEmpty()
                && !removal.deletion().podsMoveTo().containsKey(pod.key());
    }

    /** Whether the node must not end before this pod is off it. */
    private boolean holdsNode(Pod pod, Draining phase, Instant now) {
        int cutoff = options.decision().scaleUp().intake().expendablePriorityCutoff();
        return !pod.isMirror()
                && !pod.isDaemon()
                && !pod.isTerminal()
                && pod.spec().policy().priority() >= cutoff
                && (phase.goneBy().containsKey(pod.key()) || !isStuckTerminating(pod, now));
    }

    /**
     * It should have ended long before this removal began: Cluster Autoscaler's LongTerminating.
     */
    private static boolean isStuckTerminating(Pod pod, Instant now) {
        Duration patience = pod.spec().policy().terminationGracePeriod().plus(HEADROOM);
        return pod.metadata()
                .deletionTime()
                .filter(asked -> asked.plus(patience).isBefore(now))
                .isPresent();
    }

    private Duration gracePeriod(Pod pod) {
        Duration wanted = pod.spec().policy().terminationGracePeriod();
        Duration max = options.removal().eviction().maxGracePeriod();
        return wanted.compareTo(max) < 0 ? wanted : max;
    }
}
