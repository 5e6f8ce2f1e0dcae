package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The watches that feed a {@link ClusterCache}; they go on by themselves until closed. */
public final class ClusterWatches implements AutoCloseable {
    /** Pods that ended take no room; jobs may have left thousands of them. */
    private static final String NOT_ENDED = "status.phase!=Succeeded,status.phase!=Failed";

    private final KubernetesClient client;
    private final Outages outages;
    private final Map<String, KindWatch> watches = new LinkedHashMap<>();

    private ClusterWatches(KubernetesClient client, Outages outages) {
        this.client = client;
        this.outages = outages;
    }

    /**
     * Starts all watches and waits for their first lists.
     *
     * @throws ClusterException naming what could not be listed within {@code timeout}
     */
    public static ClusterWatches start(
            KubernetesClient client, ClusterCache cache, Outages outages, Duration timeout) {
        ClusterWatches all = new ClusterWatches(client, outages);
        all.watchCore(cache);
        all.watchWorkloads(cache);
        all.watchStorage(cache);
        all.watches.values().forEach(KindWatch::start);
        try {
            all.await(timeout);
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
        watches.values().forEach(KindWatch::close);
    }

    private void watchCore(ClusterCache cache) {
        watch("/api/v1", "nodes", "", cache.nodes);
        watch("/api/v1", "pods", NOT_ENDED, cache.pods);
        watch("/api/v1", "namespaces", "", cache.namespaces);
        watch("/apis/policy/v1", "poddisruptionbudgets", "", cache.budgets);
    }

    private void watchWorkloads(ClusterCache cache) {
        watch("/apis/apps/v1", "daemonsets", "", cache.daemonSets);
        watch("/apis/apps/v1", "replicasets", "", cache.replicaSets);
        watch("/apis/apps/v1", "statefulsets", "", cache.statefulSets);
        watch("/apis/batch/v1", "jobs", "", cache.jobs);
        watch("/api/v1", "replicationcontrollers", "", cache.replicationControllers);
    }

    private void watchStorage(ClusterCache cache) {
        watch("/api/v1", "persistentvolumeclaims", "", cache.claims);
        watch("/api/v1", "persistentvolumes", "", cache.volumes);
        watch("/apis/storage.k8s.io/v1", "storageclasses", "", cache.storageClasses);
        watch("/apis/storage.k8s.io/v1", "csinodes", "", cache.csiNodes);
    }

    private void watch(String group, String resource, String selector, CachedKind<?, ?, ?> kind) {
        ApiRequests requests = new ApiRequests(client, group + "/" + resource, selector);
        watches.put(
                resource,
                new KindWatch(resource, requests, kind, outages, KindWatch.Times.DEFAULT));
    }

    private void await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<String, List<String>> problems = new LinkedHashMap<>();
        watches.forEach((resource, watch) ->
                problem(watch, deadline, timeout)
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

    private static Optional<String> problem(KindWatch watch, long deadline, Duration timeout) {
        try {
            CompletableFuture<Void> listed = watch.listed();
            listed.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
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
