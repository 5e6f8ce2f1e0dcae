package io.plimsoll.demo.real;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView.Flow;
import io.plimsoll.autoscaler.simulation.cluster.Serving;
import io.plimsoll.autoscaler.simulation.cluster.Serving.Runner;
import io.plimsoll.autoscaler.simulation.cluster.Serving.Wants;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The load that a Job's pod would send, and the CPU that Kong's pods would use for it: by the
 * simulation's own model, as nothing runs in a container that kwok plays.
 */
final class Load {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final KubernetesClient kube;
    private final DeploymentSpec kong;
    private final TrafficSpec traffic;
    private Optional<JobSpec> job = Optional.empty();
    private Optional<Instant> since = Optional.empty();
    private Serving serving = new Serving(List.of(), _ -> 0);
    private List<ObjectKey> pods = List.of();
    private long requestsPerSecond;

    Load(KubernetesClient kube, DeploymentSpec kong, TrafficSpec traffic) {
        this.kube = kube;
        this.kong = kong;
        this.traffic = traffic;
    }

    /** The manifests' Job waits suspended. */
    void start(JobSpec started) {
        if (job.isPresent()) {
            throw new IllegalArgumentException("There is a Job " + job.get().key() + " already");
        }
        job = Optional.of(started);
        since = Optional.empty();
        kube.batch()
                .v1()
                .jobs()
                .inNamespace(started.key().namespace())
                .withName(started.key().name())
                .edit(found -> {
                    found.getSpec().setSuspend(false);
                    return found;
                });
    }

    void end(ObjectKey ended) {
        job = job.filter(running -> !running.key().equals(ended));
        kube.batch().v1().jobs().inNamespace(ended.namespace()).withName(ended.name()).delete();
    }

    void tick(Scene scene, Kubelets kubelets) {
        requestsPerSecond = sent(scene);
        List<Pod> running = scene.kongPods().stream().filter(Scene::isRunning).toList();
        long ready = running.stream().filter(Scene::isReady).count();
        long part = ready == 0 ? 0 : requestsPerSecond * traffic.cpuPerRequest().toNanos() / ready;
        SortedMap<String, Long> capacities = new TreeMap<>();
        scene.nodes()
                .forEach(node ->
                        capacities.put(
                                node.getMetadata().getName(),
                                nanoCpu(node.getStatus().getCapacity())));
        serving =
                new Serving(
                        running.stream()
                                .map(pod -> runner(pod, Scene.isReady(pod) ? part : 0))
                                .toList(),
                        node -> capacities.getOrDefault(node, 0L));
        pods = running.stream().map(Scene::key).toList();
        running.forEach(pod ->
                kubelets.use(
                        pod,
                        Math.ceilDiv(
                                Optional.ofNullable(serving.uses().get(Scene.key(pod)))
                                        .orElseThrow()
                                        .used(),
                                NANOS_PER_MILLI)));
    }

    private static long nanoCpu(Map<String, io.fabric8.kubernetes.api.model.Quantity> capacity) {
        return Optional.ofNullable(capacity.get("cpu"))
                .map(cpu -> cpu.getNumericalAmount().movePointRight(9).longValue())
                .orElse(0L);
    }

    private Runner runner(Pod pod, long part) {
        return new Runner(
                Scene.key(pod),
                Optional.of(pod.getSpec().getNodeName()),
                kong.template().pod().spec().containerRequests().milliCpu(),
                new Wants(
                        kong.idleMilliCpu() * NANOS_PER_MILLI,
                        part,
                        kong.template().cpuLimitMilli().stream()
                                .map(milli -> milli * NANOS_PER_MILLI)
                                .findFirst()
                                .orElse(Long.MAX_VALUE)));
    }

    /** From the moment in which the Job's pod runs, for as long as it says. */
    private long sent(Scene scene) {
        if (job.isEmpty()) {
            return 0;
        }
        JobSpec running = job.get();
        boolean hasPod =
                scene.pods().stream()
                        .filter(Scene::isRunning)
                        .anyMatch(pod ->
                                running.key()
                                                .name()
                                                .equals(
                                                        pod.getMetadata()
                                                                .getLabels()
                                                                .get(
                                                                        "batch.kubernetes.io/job-name"))
                                        && running.key()
                                                .namespace()
                                                .equals(pod.getMetadata().getNamespace()));
        if (since.isEmpty() && hasPod) {
            since = Optional.of(scene.time());
        }
        return since.filter(begin -> scene.time().isBefore(begin.plus(running.duration())))
                .flatMap(_ -> running.load())
                .map(JobSpec.Load::requestsPerSecond)
                .orElse(0L);
    }

    long requestsPerSecond() {
        return requestsPerSecond;
    }

    Flow flow() {
        OptionalLong connections =
                job.flatMap(JobSpec::load)
                        .filter(load -> load.connections().isPresent())
                        .map(load -> OptionalLong.of(load.connections().getAsInt()))
                        .orElse(OptionalLong.empty());
        return serving.flow(
                pods, new Serving.Asked(requestsPerSecond, traffic.cpuPerRequest(), connections));
    }

    SortedMap<String, Long> usedMilliByNode() {
        return serving.usedMilliByNode();
    }
}
