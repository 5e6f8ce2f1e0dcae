package io.plimsoll.demo.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.kubernetes.objects.BudgetConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.autoscaler.simulation.spec.DaemonSetSpec;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import io.plimsoll.demo.UnplayableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What manifests put into a cluster, as the simulation takes it. */
final class WorkloadSpecs {

    private static final String PROFILE = "plimsoll.io/load-profile";
    private static final String CONNECTIONS = "plimsoll.io/connections";
    private static final String QPS = "plimsoll.io/qps";
    private static final String DURATION = "plimsoll.io/duration";
    private static final String HPA_MAX = "plimsoll.io/hpa-max";

    /** Of a Kong pod without requests; what it costs to be there is not in any manifest. */
    private static final long IDLE_MILLI_CPU = 5;

    private final ManifestFiles manifests;
    private final PodTemplates templates;

    WorkloadSpecs(ManifestFiles manifests) {
        this.manifests = manifests;
        this.templates = new PodTemplates(PriorityClasses.of(manifests.all(PriorityClass.class)));
    }

    Workloads standing() {
        return new Workloads(
                manifests.all(Deployment.class).stream().map(this::deployment).toList(),
                manifests.all(DaemonSet.class).stream().map(this::daemonSet).toList(),
                autoscalers(),
                manifests.all(PodDisruptionBudget.class).stream()
                        .map(WorkloadSpecs::budget)
                        .toList());
    }

    List<HpaSpec> autoscalers() {
        return manifests
                .all(io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler.class)
                .stream()
                .map(HpaSpecs::convert)
                .toList();
    }

    /**
     * The Jobs that put load on a Deployment, in the files' order.
     *
     * @param served the Deployment that the requests reach
     */
    List<LoadProfile> load(ObjectKey served) {
        return manifests.all(Job.class).stream()
                .filter(job -> annotations(job).containsKey(PROFILE))
                .map(job -> profile(job, served))
                .toList();
    }

    private LoadProfile profile(Job job, ObjectKey served) {
        Map<String, String> annotations = annotations(job);
        long qps = Long.parseLong(required(job, QPS));
        JobSpec spec =
                new JobSpec(
                        key(job),
                        templates.convert(job.getSpec().getTemplate(), job.getMetadata()),
                        Duration.parse(required(job, DURATION)),
                        Optional.of(new JobSpec.Load(served, qps, connections(annotations))));
        OptionalInt hpaMax =
                annotations.containsKey(HPA_MAX)
                        ? OptionalInt.of(Integer.parseInt(required(job, HPA_MAX)))
                        : OptionalInt.empty();
        return new LoadProfile(required(job, PROFILE), spec, hpaMax);
    }

    private static OptionalInt connections(Map<String, String> annotations) {
        String connections = annotations.get(CONNECTIONS);
        return connections == null
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(connections));
    }

    private DeploymentSpec deployment(Deployment deployment) {
        Integer replicas = deployment.getSpec().getReplicas();
        return new DeploymentSpec(
                key(deployment),
                templates.convert(deployment.getSpec().getTemplate(), deployment.getMetadata()),
                replicas == null ? 1 : replicas,
                IDLE_MILLI_CPU);
    }

    private DaemonSetSpec daemonSet(DaemonSet set) {
        return new DaemonSetSpec(
                key(set), templates.convert(set.getSpec().getTemplate(), set.getMetadata()));
    }

    private static PdbSpec budget(PodDisruptionBudget budget) {
        return new PdbSpec(
                key(budget),
                BudgetConverter.convert(budget).selector(),
                BudgetConverter.limit(budget));
    }

    static ObjectKey key(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return new ObjectKey(
                namespace == null ? "default" : namespace, object.getMetadata().getName());
    }

    private static Map<String, String> annotations(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    private static String required(HasMetadata object, String annotation) {
        String value = annotations(object).get(annotation);
        if (value == null) {
            throw new UnplayableException(
                    object.getKind() + " " + key(object) + " has no annotation " + annotation);
        }
        return value;
    }
}
