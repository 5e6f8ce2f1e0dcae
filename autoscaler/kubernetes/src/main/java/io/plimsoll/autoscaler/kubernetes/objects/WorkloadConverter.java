package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.autoscaler.decision.model.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Controllers of pods. */
public final class WorkloadConverter {
    private final PodConverter pods;

    public WorkloadConverter(PodConverter pods) {
        this.pods = pods;
    }

    /** Empty for a kind that is no controller of pods. */
    public Optional<Workload> convert(HasMetadata object) {
        return switch (object) {
            case ReplicaSet set -> workload(set, replicas(set.getSpec().getReplicas()));
            case ReplicationController controller ->
                    workload(controller, replicas(controller.getSpec().getReplicas()));
            case StatefulSet set -> workload(set, replicas(set.getSpec().getReplicas()));
            case Job job -> workload(job, 0);
            case DaemonSet set -> Optional.of(daemonSet(set));
            default -> Optional.empty();
        };
    }

    private static int replicas(@Nullable Integer replicas) {
        return replicas == null ? 1 : replicas;
    }

    private static Optional<Workload> workload(HasMetadata object, int replicas) {
        return Optional.of(workload(object, replicas, Optional.empty()));
    }

    private static Workload workload(HasMetadata object, int replicas, Optional<Pod> template) {
        ObjectMeta meta = object.getMetadata();
        return new Workload(
                object.getKind(),
                Metadatas.key(meta),
                Metadatas.orEmpty(meta.getUid()),
                replicas,
                template);
    }

    private Workload daemonSet(DaemonSet set) {
        PodTemplateSpec template = set.getSpec().getTemplate();
        Map<String, String> labels =
                template.getMetadata() == null
                        ? Map.of()
                        : Selectors.orEmpty(template.getMetadata().getLabels());
        ObjectMeta meta =
                new ObjectMetaBuilder()
                        .withNamespace(Metadatas.key(set.getMetadata()).namespace())
                        .withName(Metadatas.name(set.getMetadata()))
                        .withLabels(labels)
                        .addNewOwnerReference()
                        .withApiVersion("apps/v1")
                        .withKind("DaemonSet")
                        .withName(Metadatas.name(set.getMetadata()))
                        .withUid(Metadatas.orEmpty(set.getMetadata().getUid()))
                        .withController(true)
                        .endOwnerReference()
                        .build();
        PodSpec spec = PodDefaults.apply(template.getSpec());
        Pod pod = pods.convert(new PodBuilder().withMetadata(meta).withSpec(spec).build());
        Pod.NodePlacement placement =
                pod.spec().constraints().node().tolerating(Toleration.OF_DAEMON_SETS);
        return workload(
                set,
                0,
                Optional.of(
                        pod.with(
                                Boolean.TRUE.equals(spec.getHostNetwork())
                                        ? placement.tolerating(List.of(Toleration.OF_HOST_NETWORK))
                                        : placement)));
    }
}
