package io.plimsoll.autoscaler.kubernetes.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The watches that feed a {@link ClusterCache}; they reconnect by themselves until closed. */
public final class ClusterWatches implements AutoCloseable {
    private final Map<String, SharedIndexInformer<?>> informers = new LinkedHashMap<>();

    private ClusterWatches() {}

    /**
     * Starts all watches and waits for their first lists.
     *
     * @throws ClusterException naming what could not be listed within {@code timeout}
     */
    public static ClusterWatches start(
            KubernetesClient client, ClusterCache cache, Duration timeout) {
        ClusterWatches watches = new ClusterWatches();
        watches.watchCore(client, cache);
        watches.watchWorkloads(client, cache);
        watches.watchStorage(client, cache);
        try {
            watches.await(timeout);
        } catch (ClusterException failure) {
            watches.close();
            throw failure;
        }
        return watches;
    }

    @Override
    public void close() {
        informers.values().forEach(SharedIndexInformer::close);
    }

    private void watchCore(KubernetesClient client, ClusterCache cache) {
        watch("nodes", client.nodes(), cache.nodes);
        // Pods that ended take no room; jobs may have left thousands of them.
        watch(
                "pods",
                client.pods()
                        .inAnyNamespace()
                        .withoutField("status.phase", "Succeeded")
                        .withoutField("status.phase", "Failed"),
                cache.pods);
        watch("namespaces", client.namespaces(), cache.namespaces);
        watch(
                "poddisruptionbudgets",
                client.policy().v1().podDisruptionBudget().inAnyNamespace(),
                cache.budgets);
    }

    private void watchWorkloads(KubernetesClient client, ClusterCache cache) {
        watch("daemonsets", client.apps().daemonSets().inAnyNamespace(), cache.workloads);
        watch("replicasets", client.apps().replicaSets().inAnyNamespace(), cache.workloads);
        watch("statefulsets", client.apps().statefulSets().inAnyNamespace(), cache.workloads);
        watch("jobs", client.batch().v1().jobs().inAnyNamespace(), cache.workloads);
        watch(
                "replicationcontrollers",
                client.replicationControllers().inAnyNamespace(),
                cache.workloads);
    }

    private void watchStorage(KubernetesClient client, ClusterCache cache) {
        watch(
                "persistentvolumeclaims",
                client.persistentVolumeClaims().inAnyNamespace(),
                cache.claims);
        watch("persistentvolumes", client.persistentVolumes(), cache.volumes);
        watch("storageclasses", client.storage().v1().storageClasses(), cache.storageClasses);
        watch("csinodes", client.storage().v1().csiNodes(), cache.csiNodes);
    }

    private <T extends HasMetadata> void watch(
            String resource, Informable<T> resources, ResourceEventHandler<? super T> handler) {
        SharedIndexInformer<T> informer = resources.runnableInformer(0);
        informer.itemStore(new SlimItemStore<>());
        informer.addEventHandler(handler);
        informers.put(resource, informer);
    }

    private void await(Duration timeout) {
        Map<String, CompletableFuture<Void>> starts = new LinkedHashMap<>();
        informers.forEach((resource, informer) ->
                starts.put(resource, informer.start().toCompletableFuture()));
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<String, List<String>> problems = new LinkedHashMap<>();
        starts.forEach((resource, start) ->
                problem(start, deadline, timeout)
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
            CompletableFuture<Void> start, long deadline, Duration timeout) {
        try {
            start.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (ExecutionException failure) {
            return Optional.of(reason(failure));
        } catch (TimeoutException late) {
            return Optional.of("no answer within " + DurationText.of(timeout));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static String reason(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof KubernetesClientException refused && refused.getStatus() != null) {
            return String.valueOf(refused.getStatus().getMessage());
        }
        return String.valueOf(cause);
    }
}
