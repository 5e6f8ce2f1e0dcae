package io.plimsoll.checks.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.checks.manifest.Workload.Pods;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects that will be applied to a cluster.
 *
 * @param reader of their pods; without one, pods are those that the environment describes
 */
public record Manifests(List<HasMetadata> objects, Optional<PodReader> reader) {

    public static final Manifests NONE = new Manifests(List.of());

    public Manifests {
        objects = List.copyOf(objects);
    }

    public Manifests(List<HasMetadata> objects) {
        this(objects, Optional.empty());
    }

    public <T> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Workloads whose pods the autoscaler has to move: all but DaemonSets. */
    public List<Workload> workloads() {
        return objects.stream().flatMap(this::workload).toList();
    }

    private Stream<Workload> workload(HasMetadata object) {
        return switch (object) {
            case Deployment deployment ->
                    Stream.of(
                            new Workload(
                                    deployment.getKind(),
                                    namespace(deployment),
                                    deployment.getMetadata().getName(),
                                    deployment.getSpec().getTemplate(),
                                    pods(deployment, deployment.getSpec().getReplicas())));
            case StatefulSet set ->
                    Stream.of(
                            new Workload(
                                    set.getKind(),
                                    namespace(set),
                                    set.getMetadata().getName(),
                                    set.getSpec().getTemplate(),
                                    pods(set, set.getSpec().getReplicas())));
            case Job job ->
                    Stream.of(
                            new Workload(
                                    job.getKind(),
                                    namespace(job),
                                    job.getMetadata().getName(),
                                    job.getSpec().getTemplate(),
                                    fixed(job.getSpec().getParallelism())));
            default -> Stream.of();
        };
    }

    private Pods pods(HasMetadata target, @Nullable Integer replicas) {
        return all(HorizontalPodAutoscaler.class).stream()
                .filter(hpa -> scales(hpa, target))
                .findFirst()
                .map(hpa ->
                        new Pods(
                                Optional.ofNullable(hpa.getSpec().getMinReplicas()).orElse(1),
                                hpa.getSpec().getMaxReplicas()))
                .orElseGet(() -> fixed(replicas));
    }

    private static boolean scales(HorizontalPodAutoscaler hpa, HasMetadata target) {
        CrossVersionObjectReference scaled = hpa.getSpec().getScaleTargetRef();
        return Objects.equals(namespace(hpa), namespace(target))
                && scaled.getKind().equals(target.getKind())
                && scaled.getName().equals(target.getMetadata().getName());
    }

    private static Pods fixed(@Nullable Integer replicas) {
        int count = replicas == null ? 1 : replicas;
        return new Pods(count, count);
    }

    public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
        return all(ServiceAccount.class).stream()
                .filter(account -> namespace(account).equals(namespace))
                .filter(account -> account.getMetadata().getName().equals(name))
                .findFirst();
    }

    public static Optional<String> annotation(HasMetadata object, String key) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(key));
    }

    /** The object's namespace; without one it is applied to {@code default}. */
    public static String namespace(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getNamespace()).orElse("default");
    }
}
