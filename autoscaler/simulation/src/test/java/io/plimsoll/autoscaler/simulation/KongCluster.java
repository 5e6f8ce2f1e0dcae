package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.DaemonSetSpec;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import io.plimsoll.autoscaler.simulation.spec.HpaBehavior;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.TrafficSpec;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cluster of the scenario: t3.large groups system, kong and load, Kong with its HPA and PDB.
 */
final class KongCluster {
    static final ObjectKey KONG = new ObjectKey("kong", "kong-kong");
    static final ObjectKey LOAD = new ObjectKey("kong", "load");
    static final long MIB = 1024 * 1024;

    private static final String WORKLOAD = "plimsoll.io/workload";

    /** Allocatable CPU of a t3.large: 2000m less 70m that are reserved. */
    private static final long T3_LARGE_MILLI_CPU = 1930;

    private final int kongMax;
    private final long nodeMilliCpu;
    private final long kongMilliCpu;
    private final CloudFaults faults;
    private final long seed;
    private boolean hearsInterruptions;

    private KongCluster(
            int kongMax, long nodeMilliCpu, long kongMilliCpu, CloudFaults faults, long seed) {
        this.kongMax = kongMax;
        this.nodeMilliCpu = nodeMilliCpu;
        this.kongMilliCpu = kongMilliCpu;
        this.faults = faults;
        this.seed = seed;
    }

    static KongCluster standard() {
        return new KongCluster(6, T3_LARGE_MILLI_CPU, 300, CloudFaults.NONE, 1);
    }

    KongCluster withKongMax(int max) {
        return new KongCluster(max, nodeMilliCpu, kongMilliCpu, faults, seed);
    }

    KongCluster withCpu(long ofNode, long ofKongPod) {
        return new KongCluster(kongMax, ofNode, ofKongPod, faults, seed);
    }

    KongCluster withFaults(CloudFaults other) {
        return new KongCluster(kongMax, nodeMilliCpu, kongMilliCpu, other, seed);
    }

    KongCluster withSeed(long other) {
        return new KongCluster(kongMax, nodeMilliCpu, kongMilliCpu, faults, other);
    }

    /** The autoscaler is told of Spot interruptions. */
    KongCluster withQueue() {
        KongCluster told = withSeed(seed);
        told.hearsInterruptions = true;
        return told;
    }

    SimulatedWorld world() {
        return new SimulatedWorld(spec());
    }

    WorldSpec spec() {
        WorldSettings defaults = WorldSettings.DEFAULT;
        return new WorldSpec(
                List.of(group("system", 2, 3), group("kong", 1, kongMax), group("load", 1, 2)),
                new Workloads(
                        List.of(kong(), coreDns()),
                        List.of(daemonSet("aws-node", 50), daemonSet("kube-proxy", 100)),
                        List.of(hpa()),
                        List.of(pdb())),
                List.of(new TrafficSpec(KONG, Duration.ofNanos(4_500_000))),
                new WorldSettings(
                        defaults.start(),
                        defaults.timing(),
                        new WorldSettings.AutoscalerSettings(
                                options(),
                                defaults.autoscaler().scanInterval(),
                                false,
                                hearsInterruptions),
                        faults),
                seed);
    }

    /** The load generator, at a rate. */
    static JobSpec load(long requestsPerSecond, Duration duration) {
        Pod pod = pod("load", 500, 256 * MIB, placedOn("load"), List.of(), Map.of());
        return new JobSpec(
                LOAD,
                new PodTemplate(pod, "fortio/fortio:1.63.2", OptionalLong.empty()),
                duration,
                Optional.of(new JobSpec.Load(KONG, requestsPerSecond)));
    }

    private static EngineOptions options() {
        AutoscalingOptions defaults = AutoscalingOptions.DEFAULT;
        AutoscalingOptions.ScaleUpOptions scaleUp = defaults.scaleUp();
        return new EngineOptions(
                new AutoscalingOptions(
                        new AutoscalingOptions.ScaleUpOptions(
                                List.of("least-waste"),
                                scaleUp.orders(),
                                scaleUp.intake(),
                                scaleUp.balancing()),
                        defaults.scaleDown(),
                        defaults.limits(),
                        defaults.health(),
                        defaults.taints()),
                EngineOptions.DEFAULT.removal(),
                EngineOptions.DEFAULT.statusObject());
    }

    private SimulatedNodeGroup group(String name, int min, int max) {
        List<Taint> taints =
                name.equals("system")
                        ? List.of()
                        : List.of(new Taint(WORKLOAD, name, Taint.Effect.NO_SCHEDULE));
        // Memory as Karpenter's table has it, 35 pods.
        Resources allocatable =
                new Resources(nodeMilliCpu, 6837 * MIB, 17 * 1024 * MIB, 35, new TreeMap<>());
        Node node =
                new Node(
                        "template-" + name,
                        metadata(Map.of(WORKLOAD, name), Map.of()),
                        new Node.Spec("", false, taints),
                        new Node.Status(
                                allocatable,
                                allocatable,
                                List.of(new Node.Condition("Ready", "True", "", Instant.EPOCH))));
        return new SimulatedNodeGroup(
                name,
                new NodeGroup.Size(min, max, min),
                new SimulatedNodeGroup.Machine(
                        "t3.large",
                        new NodeTemplate(node, new Price(99_200)),
                        List.of("us-west-1a", "us-west-1c")),
                NodeGroupOptions.NONE,
                true);
    }

    private DeploymentSpec kong() {
        List<PodVolume> volumes =
                List.of(
                        new PodVolume.Local("kong-kong-prefix-dir"),
                        new PodVolume.Local("kong-kong-tmp"));
        Pod pod =
                pod(
                        "kong",
                        kongMilliCpu,
                        300 * MIB,
                        placedOn("kong"),
                        volumes,
                        Map.of(
                                "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes",
                                "kong-kong-prefix-dir,kong-kong-tmp"));
        return new DeploymentSpec(
                KONG, new PodTemplate(pod, "kong:3.9", OptionalLong.of(1500)), 1, 2);
    }

    private static DeploymentSpec coreDns() {
        Pod pod = pod("coredns", 100, 70 * MIB, Pod.NodePlacement.ANY, List.of(), Map.of());
        return new DeploymentSpec(
                new ObjectKey("kube-system", "coredns"),
                new PodTemplate(pod, "coredns", OptionalLong.empty()),
                2,
                1);
    }

    private static DaemonSetSpec daemonSet(String name, long milliCpu) {
        Toleration everything =
                new Toleration("", Toleration.Operator.EXISTS, "", Optional.empty());
        Pod.NodePlacement anywhere =
                new Pod.NodePlacement(new TreeMap<>(), Optional.empty(), List.of(everything));
        Pod pod = pod(name, milliCpu, 0, anywhere, List.of(), Map.of());
        return new DaemonSetSpec(
                new ObjectKey("kube-system", name),
                new PodTemplate(pod, name, OptionalLong.empty()));
    }

    private static HpaSpec hpa() {
        return new HpaSpec(KONG, KONG, 75, new HpaSpec.ReplicaRange(1, 10), HpaBehavior.DEFAULT);
    }

    private static PdbSpec pdb() {
        Requirement app = new Requirement("app", Requirement.Operator.IN, List.of("kong"));
        return new PdbSpec(
                KONG,
                Optional.of(new LabelSelector(List.of(app))),
                new DisruptionLimit.MaxUnavailable(new DisruptionLimit.Amount.Pods(1)));
    }

    private static Pod.NodePlacement placedOn(String group) {
        SortedMap<String, String> selector = new TreeMap<>(Map.of(WORKLOAD, group));
        Toleration toleration =
                new Toleration(
                        WORKLOAD,
                        Toleration.Operator.EQUAL,
                        group,
                        Optional.of(Taint.Effect.NO_SCHEDULE));
        return new Pod.NodePlacement(selector, Optional.empty(), List.of(toleration));
    }

    private static Pod pod(
            String app,
            long milliCpu,
            long memoryBytes,
            Pod.NodePlacement placement,
            List<PodVolume> volumes,
            Map<String, String> annotations) {
        Resources requests = Resources.ofPod(milliCpu, memoryBytes);
        return new Pod(
                new ObjectKey("", app),
                metadata(Map.of("app", app), annotations),
                Optional.empty(),
                new Pod.Spec(
                        Optional.empty(),
                        requests,
                        requests,
                        new Pod.Constraints(placement, Pod.PodPlacement.ANY, List.of(), volumes),
                        Pod.Policy.DEFAULT),
                Pod.Status.PENDING);
    }

    private static Metadata metadata(Map<String, String> labels, Map<String, String> annotations) {
        return new Metadata(
                "",
                new TreeMap<>(labels),
                new TreeMap<>(annotations),
                Instant.EPOCH,
                Optional.empty());
    }
}
