package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
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
    private Optional<KindWatch> brakes = Optional.empty();

    /**
     * What is watched beside the cluster itself, and how long the first lists may take.
     *
     * @param firstList all of them together
     * @param priorities the namespace of the priority expander's ConfigMap; empty where no expander
     *     asks for it. It may be missing, and the right to read it, too: then the expander has no
     *     preference
     * @param brakes the ConfigMap by which a person stops the autoscaler; empty where no flag names
     *     one. It may be missing, and then nobody stops it; who may not read it is stopped
     */
    public record Scope(
            Duration firstList, Optional<String> priorities, Optional<ObjectKey> brakes) {

        /** Without a brake. */
        public Scope(Duration firstList, Optional<String> priorities) {
            this(firstList, priorities, Optional.empty());
        }
    }

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
                scope.priorities()
                        .map(namespace ->
                                all.configMapWatch(
                                        new ObjectKey(namespace, ExpanderPriorityMap.NAME),
                                        cache.priorities));
        all.brakes = scope.brakes().map(map -> all.configMapWatch(map, cache.brakes));
        all.all().forEach(KindWatch::start);
        try {
            all.await(scope.firstList());
        } catch (ClusterException failure) {
            all.close();
            throw failure;
        }
        return all;
    }

    public ClusterCache.Unseen unseen() {
        return new ClusterCache.Unseen(stale(), brakes.flatMap(ClusterWatches::unseen));
    }

    private static Optional<String> unseen(KindWatch brakes) {
        if (!brakes.listed().isDone()) {
            return Optional.of(
                    "the brakes cannot be read: " + brakes.problem().orElse("no answer yet"));
        }
        return brakes.silentSince().map(since -> "nothing heard of the brakes since " + since);
    }

    /** Resources of which nothing was heard for too long, with the time of the last news. */
    private SortedMap<String, Instant> stale() {
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
        return Stream.of(watches.values().stream(), priorities.stream(), brakes.stream())
                .flatMap(kinds -> kinds);
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

    /**
     * None of {@link #watches}: it tells nothing of the cluster, so its silence makes none stale.
     */
    private KindWatch configMapWatch(ObjectKey map, CachedKind<?, ?, ?> kind) {
        return kindWatch(
                "/api/v1/namespaces/" + map.namespace(),
                "configmaps",
                "metadata.name=" + map.name(),
                kind);
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
        Stream.concat(priorities.stream(), brakes.stream())
                .forEach(watch -> {
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
