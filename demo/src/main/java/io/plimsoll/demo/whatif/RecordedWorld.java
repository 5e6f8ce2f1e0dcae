package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.flight.FlightTrace;
import io.plimsoll.autoscaler.app.flight.PodLife;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.DisruptionLimit;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Template;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.DaemonSetSpec;
import io.plimsoll.autoscaler.simulation.spec.PdbSpec;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.Timing;
import io.plimsoll.autoscaler.simulation.spec.TracedPod;
import io.plimsoll.autoscaler.simulation.spec.TracedPod.Stay;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The world of a flight record, to be played with other flags or other groups. */
final class RecordedWorld {

    private static final String IMAGE = "";
    private static final String TYPE_LABEL = "node.kubernetes.io/instance-type";
    private static final String ZONE_LABEL = "topology.kubernetes.io/zone";

    private final FlightTrace trace;
    private final Duration slack;
    private final List<String> notes = new ArrayList<>();

    RecordedWorld(Recording recording) {
        this.trace = recording.trace();
        this.slack = recording.slack();
    }

    /** What the play cannot know or leaves out, a sentence each. */
    List<String> notes() {
        return notes.stream().distinct().toList();
    }

    /**
     * @param groups which there are
     * @param startupTaints keys of taints that agents on new nodes take away
     */
    WorldSpec spec(
            List<NodeGroup> groups, AutoscalerSettings autoscaler, List<String> startupTaints) {
        List<SimulatedNodeGroup> all =
                Stream.concat(
                                groups.stream()
                                        .flatMap(group -> group(group, startupTaints).stream()),
                                nodesOfNoGroup())
                        .toList();
        return new WorldSpec(
                all,
                new Workloads(List.of(), daemonSets(), List.of(), budgets(), pods()),
                List.of(),
                new WorldSettings(
                        trace.span().from(), Timing.DEFAULT, autoscaler, CloudFaults.NONE),
                0);
    }

    private Optional<SimulatedNodeGroup> group(NodeGroup group, List<String> startupTaints) {
        return template(group)
                .map(template ->
                        new SimulatedNodeGroup(
                                group.name(),
                                sizeAtFirst(group),
                                machine(template, startupTaints),
                                group.options(),
                                !group.isLeftAlone()));
    }

    /** Another group of the same name begins as the recorded one did, within its own bounds. */
    private NodeGroup.Size sizeAtFirst(NodeGroup group) {
        NodeGroup.Size size = group.size();
        int target =
                trace.first().nodeGroups().stream()
                        .filter(recorded -> recorded.name().equals(group.name()))
                        .mapToInt(recorded -> recorded.size().target())
                        .findFirst()
                        .orElse(size.target());
        return size.withTarget(Math.clamp(target, size.min(), size.max()));
    }

    private Optional<NodeTemplate> template(NodeGroup group) {
        if (group.template() instanceof Template.Known(NodeTemplate template)) {
            return Optional.of(template);
        }
        Set<String> providerIds = providerIds(List.of(group));
        Optional<NodeTemplate> found =
                nodes().filter(node -> providerIds.contains(node.spec().providerId()))
                        .findFirst()
                        .map(RecordedWorld::like);
        if (found.isEmpty()) {
            notes.add("group %s is left out: nobody knows its nodes".formatted(group.name()));
        }
        return found;
    }

    private static SimulatedNodeGroup.Machine machine(
            NodeTemplate template, List<String> startupTaints) {
        SortedMap<String, String> labels = template.node().metadata().labels();
        List<String> zones =
                template.instancesByZone().isEmpty()
                        ? List.of(labels.getOrDefault(ZONE_LABEL, ""))
                        : List.copyOf(template.instancesByZone().keySet());
        return new SimulatedNodeGroup.Machine(
                labels.getOrDefault(TYPE_LABEL, ""), template, zones, startupTaints);
    }

    private static NodeTemplate like(Node node) {
        return new NodeTemplate(
                new Node(
                        node.name(),
                        new Metadata(
                                "",
                                node.metadata().labels(),
                                new TreeMap<>(),
                                Instant.EPOCH,
                                Optional.empty()),
                        new Node.Spec(
                                "",
                                false,
                                node.spec().taints().stream()
                                        .filter(taint ->
                                                !taint.key().startsWith("node.kubernetes.io/")
                                                        && !taint.key()
                                                                .endsWith("ClusterAutoscaler"))
                                        .toList()),
                        node.status()),
                Price.UNKNOWN);
    }

    /** They stay as they are, and cost the same whatever is decided. */
    private Stream<SimulatedNodeGroup> nodesOfNoGroup() {
        Set<String> owned = providerIds(trace.first().nodeGroups());
        List<Node> alone =
                nodes().filter(node -> !owned.contains(node.spec().providerId())).toList();
        if (!alone.isEmpty()) {
            notes.add(
                    "%d nodes of no group stay as they are; they are in no figure"
                            .formatted(alone.size()));
        }
        return alone.stream()
                .map(node ->
                        new SimulatedNodeGroup(
                                "node " + node.name(),
                                new NodeGroup.Size(1, 1, 1),
                                machine(like(node), List.of()),
                                NodeGroupOptions.NONE,
                                false));
    }

    private Stream<Node> nodes() {
        return trace.first().cluster().nodes().stream();
    }

    private static Set<String> providerIds(List<NodeGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.instances().stream())
                .map(NodeGroup.Instance::providerId)
                .collect(Collectors.toSet());
    }

    private List<DaemonSetSpec> daemonSets() {
        return trace.first().cluster().controllers().workloads().stream()
                .filter(workload -> workload.kind().equals("DaemonSet"))
                .flatMap(workload ->
                        workload.podTemplate().stream()
                                .map(pod ->
                                        new DaemonSetSpec(
                                                workload.key(),
                                                new PodTemplate(pod, IMAGE, OptionalLong.empty()))))
                .toList();
    }

    /** Of a budget's rule only what it allowed is recorded. */
    private List<PdbSpec> budgets() {
        Cluster.Controllers controllers = trace.first().cluster().controllers();
        if (!controllers.budgets().isEmpty()) {
            notes.add(
                    "of a PodDisruptionBudget only how many disruptions it allowed is recorded;"
                            + " as many as at the beginning may be missing all the time");
        }
        return controllers.budgets().stream()
                .map(budget ->
                        new PdbSpec(
                                budget.key(),
                                budget.selector(),
                                new DisruptionLimit.MaxUnavailable(
                                        new DisruptionLimit.Amount.Pods(
                                                budget.disruptionsAllowed()))))
                .toList();
    }

    private List<TracedPod> pods() {
        return Lives.whole(trace.pods(), slack).stream().map(this::traced).toList();
    }

    private TracedPod traced(PodLife life) {
        Duration comes = Duration.between(trace.span().from(), life.comes());
        Stay stay =
                life.isOfJob() && life.ran().isPresent() && life.end().isPresent()
                        ? new Stay.ForWork(
                                Duration.between(life.ran().get(), life.end().get().time()))
                        : new Stay.Until(
                                life.end()
                                        .map(end ->
                                                Duration.between(trace.span().from(), end.time())));
        return new TracedPod(
                placeable(life.pod()), comes.isNegative() ? Duration.ZERO : comes, stay);
    }

    private Pod placeable(Pod pod) {
        Pod.Constraints constraints = pod.spec().constraints();
        if (constraints.volumes().isEmpty() && constraints.resourceClaims().isEmpty()) {
            return pod;
        }
        notes.add("volumes and devices are not looked at: pods go where there is room");
        return pod.with(
                new Pod.Spec(
                        Optional.empty(),
                        pod.spec().requests(),
                        pod.spec().containerRequests(),
                        new Pod.Constraints(
                                constraints.node(),
                                constraints.pods(),
                                constraints.hostPorts(),
                                List.of()),
                        pod.spec().policy()));
    }
}
