package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.simulation.clock.Jitter;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.MachineEvents;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.Timing;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Kubernetes cluster: wires the control plane and the kubelets together, and is their API. */
public final class SimulatedCluster implements ClusterApi {
    private final ClusterObjects objects;
    private final Machines machines;
    private final Controllers controllers;
    private final Disruptions disruptions;
    private final Scheduler scheduler;
    private final Demand demand;
    private long reconciled = -1;
    private Cluster observed;
    private long observedVersion;

    public SimulatedCluster(WorldSpec spec, VirtualClock clock, EventLog journal, Random random) {
        this(spec, new ClusterObjects(), clock, journal, random);
    }

    /** On objects that are there already. */
    SimulatedCluster(
            WorldSpec spec,
            ClusterObjects objects,
            VirtualClock clock,
            EventLog journal,
            Random random) {
        this.objects = objects;
        Timing timing = spec.settings().timing();
        Jitter jitter = new Jitter(spec.seed(), timing.jitterPercent());
        Kubelets kubelets = new Kubelets(clock, objects, journal, timing.pod(), jitter);
        PodFactory factory = new PodFactory(clock, objects, random);
        machines = new Machines(clock, journal, objects, kubelets, timing, jitter);
        controllers =
                Controllers.of(
                        spec.workloads(),
                        objects,
                        factory,
                        kubelets,
                        new TracedPods.Schedule(clock, journal));
        disruptions =
                new Disruptions(
                        spec.workloads().budgets(),
                        objects,
                        controllers::workloads,
                        new Disruptions.Termination(clock, journal, kubelets));
        scheduler = new Scheduler(clock, journal, objects, kubelets);
        demand = Demand.of(spec, objects, clock, journal, controllers);
        demand.start(clock, timing.controlPlane());
        observed = newlyObserved();
        observedVersion = objects.version();
    }

    public MachineEvents machines() {
        return machines;
    }

    /** Lets controllers and scheduler answer to whatever changed, until they are content. */
    public void reconcile() {
        while (reconciled != objects.version()) {
            reconciled = objects.version();
            controllers.reconcile();
            scheduler.schedule(this::observe);
            demand.reconcile();
        }
    }

    @Override
    public Cluster observe() {
        if (observedVersion != objects.version()) {
            observed = newlyObserved();
            observedVersion = objects.version();
        }
        return observed;
    }

    private Cluster newlyObserved() {
        List<Node> nodes = objects.nodes().stream().map(SimulatedNode::node).toList();
        List<Pod> pods = objects.pods().stream().map(SimulatedPod::pod).toList();
        SortedMap<String, SortedMap<String, String>> namespaces = new TreeMap<>();
        String before = "";
        for (Pod pod : pods) {
            String namespace = pod.key().namespace();
            if (!namespace.equals(before)) {
                namespaces.computeIfAbsent(namespace, SimulatedCluster::namespaceLabels);
                before = namespace;
            }
        }
        return new Cluster(
                nodes,
                pods,
                new Cluster.Controllers(controllers.workloads(), disruptions.budgets()),
                Storage.NONE,
                new Cluster.Namespaces(namespaces));
    }

    private static SortedMap<String, String> namespaceLabels(String name) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("kubernetes.io/metadata.name", name);
        return labels;
    }

    @Override
    public List<Pod> podsOn(String node) {
        return objects.podsOn(node).stream().map(SimulatedPod::pod).toList();
    }

    @Override
    public void edit(Node seen, NodeEdit edit) {
        Optional<Node> now = objects.node(seen.name()).map(SimulatedNode::node);
        if (now.isEmpty() && edit.put().isEmpty()) {
            return;
        }
        if (now.filter(node -> edit.of(node).equals(node)).isPresent()) {
            return;
        }
        if (now.filter(node -> edit.isExpected(seen, node)).isEmpty()) {
            throw new ClusterException(
                    ClusterException.Category.CHANGED,
                    "node %s is not as it was seen".formatted(seen.name()));
        }
        objects.updateNode(seen.name(), old -> old.edited(edit));
    }

    @Override
    public Eviction evict(ObjectKey pod, String uid, Duration gracePeriod) {
        return disruptions.evict(pod, uid, gracePeriod);
    }

    public void send(ObjectKey deployment, long requestsPerSecond) {
        demand.traffic().send(deployment, requestsPerSecond);
        objects.touch();
    }

    public void setHpaMax(ObjectKey hpa, int max) {
        demand.autoscalers().setMax(hpa, max);
    }

    public void createJob(JobSpec job) {
        controllers.jobs().create(job);
    }

    public void deleteJob(ObjectKey job) {
        controllers.jobs().delete(job);
    }

    /** Where things stand, for whoever watches the world from outside. */
    public ClusterView view() {
        return new SimulatedView(objects, controllers.deployments(), demand);
    }
}
