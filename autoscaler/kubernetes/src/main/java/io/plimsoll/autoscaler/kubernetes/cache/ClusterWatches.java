package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
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
        all.watchCore(cache);
        all.watchWorkloads(cache);
        all.watchStorage(cache);
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
        watch("/apis/storage.k8s.io/v1", "csidrivers", "", cache.csiDrivers);
        watch("/apis/storage.k8s.io/v1", "csistoragecapacities", "", cache.capacities);
    }

    /** None of {@link #watches}: removals do not depend on it, so its silence holds none back. */
    private KindWatch watchOfPriorities(String namespace, ClusterCache cache) {
        return kindWatch(
                "/api/v1/namespaces/" + namespace,
                "configmaps",
                "metadata.name=" + ExpanderPriorityMap.NAME,
                cache.priorities);
    }

    private void watch(String group, String resource, String selector, CachedKind<?, ?, ?> kind) {
        watches.put(resource, kindWatch(group, resource, selector, kind));
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
