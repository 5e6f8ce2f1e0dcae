package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.decision.answer.Action.Evict;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.actuation.Removal.Draining;
import io.plimsoll.autoscaler.engine.actuation.Removal.Refusal;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterApi.Eviction;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes the pods off a node: asks for evictions, and watches the pods go. */
final class Drain {
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** What Cluster Autoscaler adds to a pod's grace period before it gives up on the pod. */
    private static final Duration HEADROOM = Duration.ofSeconds(30);

    private static final String DAEMON_EVICTION =
            "cluster-autoscaler.kubernetes.io/enable-ds-eviction";

    private static final Problem BY_BUDGET =
            new Problem(Kind.UNAVAILABLE, "a PodDisruptionBudget allows none now");

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

        /**
         * @param stuck uids of pods that are still on the node, and do not end
         */
        record Emptied(Set<String> stuck) implements Progress {}

        record Stuck(Problem problem) implements Progress {}
    }

    /**
     * @param pods all that are on the node
     */
    Progress advance(
            Removal removal, Draining before, List<Pod> pods, Attempts attempts, Instant now) {
        Draining phase = before.since().equals(now) ? awaiting(pods, now) : before;
        Set<String> stuck = phase.stuck(now);
        List<Pod> staying = pods.stream().filter(pod -> holdsNode(pod, stuck)).toList();
        Optional<Pod> stranger =
                staying.stream().filter(pod -> isStranger(pod, removal)).findFirst();
        if (stranger.isPresent()) {
            return new Progress.Stuck(
                    new Problem(
                            Kind.CHANGED,
                            "pod %s came after the decision".formatted(stranger.get().key())));
        }
        // In bands they go last, or pods that stay a while would be without them.
        boolean isBanded = !options.removal().eviction().bands().isEmpty();
        if (isBanded ? staying.isEmpty() : phase.since().equals(now)) {
            evictDaemons(removal, pods, attempts);
        }
        if (staying.isEmpty()) {
            return new Progress.Emptied(stuck);
        }
        Draining asked = evictDue(removal, phase, firstBand(staying), attempts, now);
        return problem(asked, staying, now)
                .<Progress>map(Progress.Stuck::new)
                .orElseGet(() -> new Progress.Goes(asked));
    }

    /**
     * With those that somebody else asked to leave: they may be about to, or be stuck as Cluster
     * Autoscaler's LongTerminating.
     */
    private Draining awaiting(List<Pod> pods, Instant now) {
        Map<String, Instant> awaitedUntil = new HashMap<>();
        pods.stream()
                .filter(pod -> pod.metadata().deletionTime().isPresent())
                .forEach(pod ->
                        awaitedUntil.put(uid(pod), now.plus(gracePeriod(pod)).plus(HEADROOM)));
        return new Draining(now, Map.of(), Map.of(), awaitedUntil);
    }

    private List<Pod> firstBand(List<Pod> pods) {
        int first = pods.stream().mapToInt(this::band).min().orElse(0);
        return pods.stream().filter(pod -> band(pod) == first).toList();
    }

    private int band(Pod pod) {
        return options.removal().eviction().bandOf(pod.spec().policy().priority());
    }

    private Draining evictDue(
            Removal removal, Draining phase, List<Pod> pods, Attempts attempts, Instant now) {
        Map<String, Refusal> refused = new HashMap<>(phase.refused());
        Map<String, Instant> goneBy = new HashMap<>(phase.goneBy());
        refused.keySet().retainAll(pods.stream().map(Drain::uid).toList());
        for (Pod pod : pods) {
            if (goneBy.containsKey(uid(pod)) || phase.awaitedUntil().containsKey(uid(pod))) {
                continue;
            }
            boolean isLeaving = pod.metadata().deletionTime().isPresent();
            if (!isLeaving && !isDue(refused.get(uid(pod)), now)) {
                continue;
            }
            Optional<Problem> refusal =
                    isLeaving ? Optional.empty() : evict(pod, removal.node(), attempts);
            if (refusal.isEmpty()) {
                goneBy.put(uid(pod), now.plus(gracePeriod(pod)).plus(HEADROOM));
                refused.remove(uid(pod));
            } else {
                Refusal before = refused.get(uid(pod));
                refused.put(
                        uid(pod),
                        new Refusal(
                                pod.key(),
                                refusal.get(),
                                before == null ? now : before.first(),
                                now));
            }
        }
        return new Draining(phase.since(), refused, goneBy, phase.awaitedUntil());
    }

    private static boolean isDue(@Nullable Refusal refused, Instant now) {
        return refused == null || !refused.last().plus(RETRY).isAfter(now);
    }

    /** Empty when the pod goes, or is gone. */
    Optional<Problem> evict(Pod pod, String node, Attempts attempts) {
        List<Eviction> answer = new ArrayList<>();
        Optional<Problem> problem =
                attempts.tryQuietly(
                        () -> answer.add(cluster.evict(pod.key(), uid(pod), gracePeriod(pod))));
        if (answer.contains(Eviction.ACCEPTED)) {
            attempts.done(new Evict(pod.key(), node));
            events.podEvicted(pod.key());
        }
        return answer.contains(Eviction.BLOCKED_BY_BUDGET) ? Optional.of(BY_BUDGET) : problem;
    }

    private void evictDaemons(Removal removal, List<Pod> pods, Attempts attempts) {
        RemovalOptions.EvictionOptions eviction = options.removal().eviction();
        boolean asked =
                removal.action().isDrain()
                        ? eviction.daemonSetsOnOccupied()
                        : eviction.daemonSetsOnEmpty();
        // As a courtesy: nobody waits for them, and most come back at once.
        pods.stream()
                .filter(pod -> pod.isDaemon() && pod.metadata().deletionTime().isEmpty())
                .filter(pod -> isAsked(pod, asked))
                .forEach(pod -> evict(pod, removal.node(), attempts));
    }

    /** A DaemonSet's pod may say for itself whether it is evicted. */
    private static boolean isAsked(Pod daemon, boolean byDefault) {
        String said = daemon.metadata().annotations().getOrDefault(DAEMON_EVICTION, "");
        return said.equals("true") || (byDefault && !said.equals("false"));
    }

    private Optional<Problem> problem(Draining phase, List<Pod> staying, Instant now) {
        Duration maxTime = options.removal().eviction().maxTime();
        Optional<Refusal> hopeless =
                phase.refused().values().stream()
                        .filter(refusal -> refusal.problem().kind() == Kind.ACCESS_DENIED)
                        .findFirst();
        if (hopeless.isPresent()) {
            tellStaying(phase.refused().values());
            return Optional.of(hopeless.get().problem());
        }
        boolean isRefusedForLong =
                phase.refused().values().stream()
                        .anyMatch(refusal -> !refusal.first().plus(maxTime).isAfter(now));
        if (isRefusedForLong) {
            tellStaying(phase.refused().values());
            return Optional.of(refusedFor(maxTime, phase.refused().values()));
        }
        List<ObjectKey> late =
                staying.stream()
                        .filter(pod ->
                                phase.goneBy().getOrDefault(uid(pod), Instant.MAX).isBefore(now))
                        .map(Pod::key)
                        .toList();
        late.forEach(pod -> events.podStays(pod, "it did not end in time"));
        return late.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Problem(Kind.TIMED_OUT, "pods did not end in time: " + names(late)));
    }

    private void tellStaying(Collection<Refusal> refusals) {
        refusals.forEach(refusal -> events.podStays(refusal.pod(), refusal.problem().message()));
    }

    private static Problem refusedFor(Duration time, Collection<Refusal> refusals) {
        String why =
                refusals.stream()
                        .map(refusal -> refusal.problem().message())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("; "));
        List<ObjectKey> pods = refusals.stream().map(Refusal::pod).sorted().toList();
        return new Problem(
                Kind.TIMED_OUT,
                "evictions were refused for %s: %s (%s)"
                        .formatted(DurationText.of(time), names(pods), why));
    }

    private static String names(List<ObjectKey> pods) {
        return pods.stream().map(ObjectKey::toString).collect(Collectors.joining(", "));
    }

    /**
     * A pod that the decision did not move. A terminating pod of another's doing is no stranger: it
     * only has to be waited for. A pod that bears the name of one that was evicted is one.
     */
    private static boolean isStranger(Pod pod, Removal removal) {
        if (pod.metadata().deletionTime().isPresent()) {
            return false;
        }
        return !removal.action().podsMoveTo().containsKey(pod.key())
                || !removal.target().pods().getOrDefault(pod.key(), uid(pod)).equals(uid(pod));
    }

    private static String uid(Pod pod) {
        return pod.metadata().uid();
    }

    /** Whether the node must not end before this pod is off it. */
    boolean holdsNode(Pod pod, Set<String> stuck) {
        int cutoff = options.decision().scaleUp().intake().expendablePriorityCutoff();
        return !pod.isMirror()
                && !pod.isDaemon()
                && !pod.isTerminal()
                && pod.spec().policy().priority() >= cutoff
                && !stuck.contains(uid(pod));
    }

    private Duration gracePeriod(Pod pod) {
        Duration wanted = pod.spec().policy().terminationGracePeriod();
        Duration max = options.removal().eviction().gracePeriod(pod.spec().policy().priority());
        return wanted.compareTo(max) < 0 ? wanted : max;
    }
}
