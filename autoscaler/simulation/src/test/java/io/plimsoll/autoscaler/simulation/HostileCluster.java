package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.ClusterView.Unreadable;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.simulation.Line.Kind;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cluster.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The cluster as one process of the autoscaler sees it: a watch of nodes or pods may stand still
 * while the other goes on, objects may be unreadable, and calls may be refused, lost or answered
 * too late.
 */
final class HostileCluster implements ClusterApi {
    /** After which the process knows that a watch is dead. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);

    private final VirtualClock clock;
    private final SimulatedCluster cluster;
    private final Ailments ailments;
    private final Line line;
    private final Mishaps mishaps;
    private final Invariants invariants;
    private Watch<Node> nodes;
    private Watch<Pod> pods;
    private final SortedSet<String> spoilt = new TreeSet<>();
    private Instant spoiltUntil = Instant.MIN;

    HostileCluster(
            VirtualClock clock,
            SimulatedCluster cluster,
            Ailments ailments,
            Line line,
            Invariants invariants) {
        this.clock = clock;
        this.cluster = cluster;
        this.ailments = ailments;
        this.line = line;
        this.mishaps = line.mishaps();
        this.invariants = invariants;
        this.nodes =
                new Watch<>(ailments.seen(cluster.observe()).nodes(), clock.instant(), Instant.MIN);
        this.pods = new Watch<>(cluster.observe().pods(), clock.instant(), Instant.MIN);
    }

    /**
     * @param heard when it last said something
     * @param until when it goes on
     */
    private record Watch<T>(List<T> seen, Instant heard, Instant until) {
        Watch<T> look(List<T> fresh, Mishaps mishaps, Instant now) {
            if (mishaps.areOn() && now.isBefore(until)) {
                return this;
            }
            Duration longest =
                    mishaps.strikes(200) ? Duration.ofMinutes(20) : Duration.ofSeconds(40);
            return new Watch<>(
                    fresh,
                    now,
                    mishaps.strikes(10) ? now.plus(mishaps.upTo(longest)) : Instant.MIN);
        }

        boolean isSilent(Instant now) {
            return heard.plus(LONGEST_SILENCE).isBefore(now);
        }
    }

    @Override
    public Cluster observe() {
        return line.toCluster(Kind.READ, this::view);
    }

    /** Whether what {@link #observe} says is what there is. */
    boolean isBehind() {
        Cluster fresh = ailments.seen(cluster.observe());
        return !nodes.seen().equals(fresh.nodes())
                || !pods.seen().equals(fresh.pods())
                || isSpoilt();
    }

    private Cluster view() {
        Cluster fresh = ailments.seen(cluster.observe());
        nodes = nodes.look(fresh.nodes(), mishaps, clock.instant());
        pods = pods.look(fresh.pods(), mishaps, clock.instant());
        if (mishaps.strikes(3)) {
            spoil(fresh);
        }
        if (!isSpoilt() && nodes.seen().equals(fresh.nodes()) && pods.seen().equals(fresh.pods())) {
            return fresh;
        }
        return fresh.with(
                        nodes.seen().stream().filter(node -> !isUnreadable(node.name())).toList(),
                        pods.seen().stream().filter(pod -> !isUnreadable(name(pod))).toList())
                .with(new ClusterView(stale(), unreadable()));
    }

    private SortedMap<String, Instant> stale() {
        SortedMap<String, Instant> stale = new TreeMap<>();
        if (nodes.isSilent(clock.instant())) {
            stale.put("nodes", nodes.heard());
        }
        if (pods.isSilent(clock.instant())) {
            stale.put("pods", pods.heard());
        }
        return stale;
    }

    private List<Unreadable> unreadable() {
        Stream<Unreadable> badNodes =
                nodes.seen().stream()
                        .filter(node -> isUnreadable(node.name()))
                        .map(node ->
                                new Unreadable(
                                        "Node",
                                        new ObjectKey("", node.name()),
                                        new ClusterView.Hold(
                                                Optional.of(node.name()),
                                                Optional.of(node.spec().providerId())),
                                        Line.INJECTED));
        Stream<Unreadable> badPods =
                pods.seen().stream()
                        .filter(pod -> isUnreadable(name(pod)))
                        .map(pod ->
                                new Unreadable(
                                        "Pod",
                                        pod.key(),
                                        new ClusterView.Hold(
                                                pod.spec().nodeName(), Optional.empty()),
                                        Line.INJECTED));
        return Stream.concat(badNodes, badPods).toList();
    }

    private boolean isUnreadable(String name) {
        return isSpoilt() && spoilt.contains(name);
    }

    private static String name(Pod pod) {
        return pod.key().toString();
    }

    private boolean isSpoilt() {
        return mishaps.areOn() && clock.instant().isBefore(spoiltUntil);
    }

    private void spoil(Cluster fresh) {
        spoilt.clear();
        for (Node node : fresh.nodes()) {
            if (mishaps.strikes(150)) {
                spoilt.add(node.name());
            }
        }
        for (Pod pod : fresh.pods()) {
            if (mishaps.strikes(150)) {
                spoilt.add(name(pod));
            }
        }
        spoiltUntil = clock.instant().plus(mishaps.upTo(Duration.ofMinutes(40)));
    }

    @Override
    public List<Pod> podsOn(String node) {
        return line.toCluster(
                Kind.READ,
                () -> {
                    List<Pod> found = cluster.podsOn(node);
                    if (found.stream().anyMatch(pod -> isUnreadable(name(pod)))) {
                        throw new ClusterException(
                                ClusterException.Category.UNAVAILABLE, Line.INJECTED);
                    }
                    return found;
                });
    }

    @Override
    public void edit(Node seen, NodeEdit edit) {
        line.toCluster(
                Kind.WRITE,
                () -> {
                    boolean sees = !isBehind();
                    cluster.edit(seen, edit);
                    invariants.marked(seen, edit, sees);
                    return seen;
                });
    }

    @Override
    public Eviction evict(ObjectKey pod, String uid, Duration gracePeriod) {
        return line.toCluster(
                Kind.WRITE,
                () -> {
                    invariants.beforeEviction(pod, uid);
                    return cluster.evict(pod, uid, gracePeriod);
                });
    }
}
