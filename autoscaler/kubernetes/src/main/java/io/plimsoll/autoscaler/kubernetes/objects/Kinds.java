package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of objects that somebody here reads. */
public final class Kinds {

    /** Controllers of pods that decisions ask for. */
    public static final List<String> WORKLOADS =
            List.of("DaemonSet", "Job", "ReplicaSet", "ReplicationController", "StatefulSet");

    /**
     * One kind.
     *
     * @param version that is served today, such as {@code apps/v1}
     * @param siblings older versions that say the same
     */
    public record Kind(
            String name, Class<? extends HasMetadata> type, String version, Set<String> siblings) {

        private static Kind of(
                Class<? extends HasMetadata> type, String version, String... siblings) {
            return new Kind(type.getSimpleName(), type, version, Set.of(siblings));
        }

        /** As paths and {@code kubectl get} name it, such as {@code daemonsets}. */
        public String resource() {
            return HasMetadata.getPlural(type);
        }

        public boolean isIn(String apiVersion) {
            return version.equals(apiVersion) || siblings.contains(apiVersion);
        }
    }

    /** Every kind by its name. */
    public static final Map<String, Kind> ALL =
            Stream.of(
                            Kind.of(ConfigMap.class, "v1"),
                            Kind.of(CronJob.class, "batch/v1", "batch/v1beta1", "batch/v2alpha1"),
                            Kind.of(CSIDriver.class, "storage.k8s.io/v1", "storage.k8s.io/v1beta1"),
                            Kind.of(CSINode.class, "storage.k8s.io/v1", "storage.k8s.io/v1beta1"),
                            Kind.of(
                                    CSIStorageCapacity.class,
                                    "storage.k8s.io/v1",
                                    "storage.k8s.io/v1beta1"),
                            Kind.of(
                                    DaemonSet.class,
                                    "apps/v1",
                                    "apps/v1beta2",
                                    "extensions/v1beta1"),
                            Kind.of(
                                    Deployment.class,
                                    "apps/v1",
                                    "apps/v1beta1",
                                    "apps/v1beta2",
                                    "extensions/v1beta1"),
                            Kind.of(
                                    HorizontalPodAutoscaler.class,
                                    "autoscaling/v2",
                                    "autoscaling/v1",
                                    "autoscaling/v2beta1",
                                    "autoscaling/v2beta2"),
                            Kind.of(Job.class, "batch/v1"),
                            Kind.of(Namespace.class, "v1"),
                            Kind.of(Node.class, "v1"),
                            Kind.of(PersistentVolume.class, "v1"),
                            Kind.of(PersistentVolumeClaim.class, "v1"),
                            Kind.of(Pod.class, "v1"),
                            Kind.of(PodDisruptionBudget.class, "policy/v1", "policy/v1beta1"),
                            Kind.of(
                                    PriorityClass.class,
                                    "scheduling.k8s.io/v1",
                                    "scheduling.k8s.io/v1alpha1",
                                    "scheduling.k8s.io/v1beta1"),
                            Kind.of(
                                    ReplicaSet.class,
                                    "apps/v1",
                                    "apps/v1beta2",
                                    "extensions/v1beta1"),
                            Kind.of(ReplicationController.class, "v1"),
                            Kind.of(ServiceAccount.class, "v1"),
                            Kind.of(StatefulSet.class, "apps/v1", "apps/v1beta1", "apps/v1beta2"),
                            Kind.of(
                                    StorageClass.class,
                                    "storage.k8s.io/v1",
                                    "storage.k8s.io/v1beta1"))
                    .collect(Collectors.toUnmodifiableMap(Kind::name, Function.identity()));

    private Kinds() {}
}
