package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.MachineEvents;
import io.plimsoll.autoscaler.simulation.event.Journal;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.Timing;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.util.List;
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

    public SimulatedCluster(WorldSpec spec, VirtualClock clock, Journal journal, Random random) {
        this(spec, new ClusterObjects(), clock, journal, random);
    }

    /** On objects that are there already. */
    SimulatedCluster(
            WorldSpec spec,
            ClusterObjects objects,
            VirtualClock clock,
            Journal journal,
            Random random) {
        this.objects = objects;
        Timing timing = spec.settings().timing();
        Kubelets kubelets = new Kubelets(clock, objects, journal, timing.pod());
        PodFactory factory = new PodFactory(clock, objects, random);
        machines = new Machines(clock, journal, objects, kubelets, timing);
        controllers = Controllers.of(spec.workloads(), objects, factory, kubelets);
        disruptions =
                new Disruptions(
                        spec.workloads().budgets(),
                        objects,
                        controllers::workloads,
                        new Disruptions.Termination(clock, journal, kubelets));
        scheduler = new Scheduler(clock, journal, objects, kubelets);
        demand = Demand.of(spec, clock, journal, controllers);
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
            scheduler.schedule(observe());
            demand.traffic().reconcile();
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
        for (Pod pod : pods) {
            namespaces.computeIfAbsent(pod.key().namespace(), SimulatedCluster::namespaceLabels);
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
    public void taint(String node, Taint taint) {
        objects.updateNode(node, old -> old.tainted(taint));
    }

    @Override
    public void untaint(String node, String taintKey) {
        objects.updateNode(node, old -> old.untainted(taintKey));
    }

    @Override
    public void setUnschedulable(String node, boolean unschedulable) {
        objects.updateNode(node, old -> old.cordoned(unschedulable));
    }

    @Override
    public Eviction evict(ObjectKey pod, Duration gracePeriod) {
        return disruptions.evict(pod, gracePeriod);
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
        return new ClusterView(
                objects, controllers.deployments(), demand.traffic(), demand.autoscalers());
    }
}
