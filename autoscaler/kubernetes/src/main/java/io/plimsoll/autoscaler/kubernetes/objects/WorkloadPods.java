package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The alike pods that an object makes once it is applied.
 *
 * @param owner the object
 * @param controller kind of the pods' own controller: a Deployment's pods are a ReplicaSet's
 * @param count how many there are when nobody scales them; of a Job, at one time
 */
public record WorkloadPods(
        HasMetadata owner, String controller, PodTemplateSpec template, int count) {

    /** Empty for what makes no pods, or one on each node. */
    public static Optional<WorkloadPods> of(HasMetadata object) {
        return switch (object) {
            case Deployment deployment ->
                    of(
                            object,
                            "ReplicaSet",
                            deployment.getSpec().getTemplate(),
                            deployment.getSpec().getReplicas());
            case StatefulSet set ->
                    of(
                            object,
                            object.getKind(),
                            set.getSpec().getTemplate(),
                            set.getSpec().getReplicas());
            case ReplicaSet set ->
                    of(
                            object,
                            object.getKind(),
                            set.getSpec().getTemplate(),
                            set.getSpec().getReplicas());
            case ReplicationController set ->
                    of(
                            object,
                            object.getKind(),
                            set.getSpec().getTemplate(),
                            set.getSpec().getReplicas());
            case Job job -> of(job, job.getSpec());
            case CronJob job -> of(job, job.getSpec().getJobTemplate().getSpec());
            default -> Optional.empty();
        };
    }

    /** No more run at one time than are to complete in all. */
    private static Optional<WorkloadPods> of(HasMetadata object, JobSpec spec) {
        int parallelism = spec.getParallelism() == null ? 1 : spec.getParallelism();
        int completions = spec.getCompletions() == null ? parallelism : spec.getCompletions();
        return of(object, "Job", spec.getTemplate(), Math.min(parallelism, completions));
    }

    private static Optional<WorkloadPods> of(
            HasMetadata object,
            String controller,
            @Nullable PodTemplateSpec template,
            @Nullable Integer replicas) {
        return Optional.ofNullable(template)
                .filter(present -> present.getSpec() != null)
                .map(present ->
                        new WorkloadPods(
                                object, controller, present, replicas == null ? 1 : replicas));
    }

    /**
     * So many of the pods, as the scheduler left them: it found no node. Behind a StatefulSet's
     * pods stand the claims that it makes for them.
     *
     * @param from the number of the first, from 0
     */
    public List<HasMetadata> unschedulable(int from, int count) {
        List<HasMetadata> objects = new ArrayList<>();
        for (int number = from; number < from + count; number++) {
            Pod pod = pod(number);
            objects.add(pod);
            for (PersistentVolumeClaim claim : claims()) {
                objects.add(
                        new PersistentVolumeClaimBuilder(claim)
                                .editOrNewMetadata()
                                .withNamespace(pod.getMetadata().getNamespace())
                                .withName(claimName(claim, pod.getMetadata().getName()))
                                .endMetadata()
                                .build());
            }
        }
        return objects;
    }

    /** Any one of the pods, on no node. */
    public Pod pod(int number) {
        ObjectMeta own = owner.getMetadata();
        String name = own.getName() + "-" + number;
        ObjectMeta meta =
                new ObjectMetaBuilder()
                        .withNamespace(Metadatas.key(own).namespace())
                        .withName(name)
                        .withLabels(
                                template.getMetadata() == null
                                        ? null
                                        : template.getMetadata().getLabels())
                        .withAnnotations(
                                template.getMetadata() == null
                                        ? null
                                        : template.getMetadata().getAnnotations())
                        .addNewOwnerReference()
                        .withKind(controller)
                        .withName(own.getName())
                        .withUid(owner.getKind() + " " + Metadatas.key(own))
                        .withController(true)
                        .endOwnerReference()
                        .build();
        return unschedulable(
                new PodBuilder()
                        .withMetadata(meta)
                        .withSpec(withClaims(PodDefaults.apply(template.getSpec()), name))
                        .build());
    }

    /** A pod as the scheduler would leave it: it found no node. */
    public static Pod unschedulable(Pod pod) {
        return new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .endCondition()
                .endStatus()
                .build();
    }

    private PodSpec withClaims(PodSpec spec, String pod) {
        if (claims().isEmpty()) {
            return spec;
        }
        List<Volume> volumes = new ArrayList<>(Selectors.orEmpty(spec.getVolumes()));
        for (PersistentVolumeClaim claim : claims()) {
            volumes.add(
                    new VolumeBuilder()
                            .withName(claim.getMetadata().getName())
                            .withNewPersistentVolumeClaim()
                            .withClaimName(claimName(claim, pod))
                            .endPersistentVolumeClaim()
                            .build());
        }
        return new PodSpecBuilder(spec).withVolumes(volumes).build();
    }

    private List<PersistentVolumeClaim> claims() {
        return owner instanceof StatefulSet set
                ? Selectors.orEmpty(set.getSpec().getVolumeClaimTemplates()).stream()
                        .filter(claim -> claim.getMetadata() != null)
                        .toList()
                : List.of();
    }

    private static String claimName(PersistentVolumeClaim claim, String pod) {
        return claim.getMetadata().getName() + "-" + pod;
    }
}
