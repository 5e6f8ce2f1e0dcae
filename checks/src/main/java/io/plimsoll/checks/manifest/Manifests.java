package io.plimsoll.checks.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
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

    private static final String ADDON_LABEL = "plimsoll.io/eks-addon";

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

    /** Whether EKS brings a workload with one of its add-ons. */
    public boolean isOfEks(Workload workload) {
        return objects.stream()
                .filter(object -> object.getKind().equals(workload.kind()))
                .filter(object -> namespace(object).equals(workload.namespace()))
                .filter(object -> object.getMetadata().getName().equals(workload.name()))
                .anyMatch(object ->
                        Optional.ofNullable(object.getMetadata().getLabels())
                                .map(labels -> labels.containsKey(ADDON_LABEL))
                                .orElse(false));
    }

    private Stream<Workload> workload(HasMetadata object) {
        if (isMadeByAnother(object)) {
            return Stream.of();
        }
        return switch (object) {
            case Deployment deployment ->
                    workload(
                            object,
                            deployment.getSpec().getTemplate(),
                            pods(object, deployment.getSpec().getReplicas()));
            case StatefulSet set ->
                    workload(
                            object,
                            set.getSpec().getTemplate(),
                            pods(object, set.getSpec().getReplicas()));
            case ReplicaSet set ->
                    workload(
                            object,
                            set.getSpec().getTemplate(),
                            pods(object, set.getSpec().getReplicas()));
            case ReplicationController set ->
                    workload(
                            object,
                            set.getSpec().getTemplate(),
                            pods(object, set.getSpec().getReplicas()));
            case Job job -> job(object, job.getSpec());
            case CronJob job -> job(object, job.getSpec().getJobTemplate().getSpec());
            case Pod pod ->
                    workload(
                            object,
                            new PodTemplateSpec(pod.getMetadata(), pod.getSpec()),
                            fixed(1));
            default -> Stream.of();
        };
    }

    /** The maker is looked at in its place, if it is there. */
    private static boolean isMadeByAnother(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getOwnerReferences()).stream()
                .flatMap(List::stream)
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController()));
    }

    private static Stream<Workload> job(HasMetadata object, JobSpec spec) {
        int parallelism = spec.getParallelism() == null ? 1 : spec.getParallelism();
        int completions = spec.getCompletions() == null ? parallelism : spec.getCompletions();
        return workload(object, spec.getTemplate(), fixed(Math.min(parallelism, completions)));
    }

    private static Stream<Workload> workload(
            HasMetadata object, @Nullable PodTemplateSpec template, Pods pods) {
        return template == null || template.getSpec() == null
                ? Stream.of()
                : Stream.of(
                        new Workload(
                                object.getKind(),
                                namespace(object),
                                object.getMetadata().getName(),
                                template,
                                pods));
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
