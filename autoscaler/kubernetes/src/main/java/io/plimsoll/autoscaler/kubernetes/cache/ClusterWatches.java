package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
import io.plimsoll.autoscaler.kubernetes.objects.Kinds;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The watches that feed a {@link ClusterCache}; they go on by themselves until closed. */
public final class ClusterWatches implements AutoCloseable {
    /** Pods that ended take no room; jobs may have left thousands of them. */
    private static final String NOT_ENDED = "status.phase!=Succeeded,status.phase!=Failed";

    private final KubernetesClient client;
    private final Outages outages;
    private final Map<String, KindWatch> watches = new LinkedHashMap<>();
    private Optional<KindWatch> priorities = Optional.empty();

    /**
     * What is watched beside the cluster itself, and how long the first lists may take.
     *
     * @param firstList all of them together
     * @param priorities the namespace of the priority expander's ConfigMap; empty where no expander
     *     asks for it. It may be missing, and the right to read it, too: then the expander has no
     *     preference
     */
    public record Scope(Duration firstList, Optional<String> priorities) {}

    private ClusterWatches(KubernetesClient client, Outages outages) {
        this.client = client;
        this.outages = outages;
    }

    /**
     * Starts all watches and waits for their first lists.
     *
     * @throws ClusterException naming what could not be listed in the scope's time
     */
    public static ClusterWatches start(
            KubernetesClient client, ClusterCache cache, Outages outages, Scope scope) {
        ClusterWatches all = new ClusterWatches(client, outages);
        all.watchAll(cache);
        all.priorities =
                scope.priorities().map(namespace -> all.watchOfPriorities(namespace, cache));
        all.all().forEach(KindWatch::start);
        try {
            all.await(scope.firstList());
        } catch (ClusterException failure) {
            all.close();
            throw failure;
        }
        return all;
    }

    /** Resources of which nothing was heard for too long, with the time of the last news. */
    public SortedMap<String, Instant> stale() {
        SortedMap<String, Instant> stale = new TreeMap<>();
        watches.forEach((resource, watch) ->
                watch.silentSince().ifPresent(since -> stale.put(resource, since)));
        return stale;
    }

    @Override
    public void close() {
        all().forEach(KindWatch::close);
    }

    private Stream<KindWatch> all() {
        return Stream.concat(watches.values().stream(), priorities.stream());
    }

    private void watchAll(ClusterCache cache) {
        cache.clusterKinds()
                .forEach(kind -> {
                    Kinds.Kind known = Objects.requireNonNull(Kinds.ALL.get(kind.kind()));
                    String root = known.version().contains("/") ? "/apis/" : "/api/";
                    watches.put(
                            known.resource(),
                            kindWatch(
                                    root + known.version(),
                                    known.resource(),
                                    kind.equals(cache.pods) ? NOT_ENDED : "",
                                    kind));
                });
    }

    /** None of {@link #watches}: removals do not depend on it, so its silence holds none back. */
    private KindWatch watchOfPriorities(String namespace, ClusterCache cache) {
        return kindWatch(
                "/api/v1/namespaces/" + namespace,
                "configmaps",
                "metadata.name=" + ExpanderPriorityMap.NAME,
                cache.priorities);
    }

    private KindWatch kindWatch(
            String group, String resource, String selector, CachedKind<?, ?, ?> kind) {
        return new KindWatch(
                resource,
                new ApiRequests(client, group + "/" + resource, selector),
                kind,
                outages,
                KindWatch.Times.DEFAULT);
    }

    private void await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<String, List<String>> problems = new LinkedHashMap<>();
        priorities.ifPresent(watch -> {
            Optional<String> _ = problem(watch, watch.answered(), deadline, timeout);
        });
        watches.forEach((resource, watch) ->
                problem(watch, watch.listed(), deadline, timeout)
                        .ifPresent(problem ->
                                problems.computeIfAbsent(problem, _ -> new ArrayList<>())
                                        .add(resource)));
        if (!problems.isEmpty()) {
            throw new ClusterException(
                    ClusterException.Category.UNAVAILABLE,
                    problems.entrySet().stream()
                            .map(problem ->
                                    "cannot list %s: %s"
                                            .formatted(
                                                    String.join(", ", problem.getValue()),
                                                    problem.getKey()))
                            .collect(Collectors.joining("; ")));
        }
    }

    private static Optional<String> problem(
            KindWatch watch, CompletableFuture<Void> done, long deadline, Duration timeout) {
        try {
            done.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (ExecutionException | TimeoutException late) {
            return watch.problem()
                    .or(() -> Optional.of("no answer within " + DurationText.of(timeout)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
