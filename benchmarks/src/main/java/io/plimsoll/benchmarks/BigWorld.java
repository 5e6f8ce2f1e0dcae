package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodAffinityTerm;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The world of B4. */
final class BigWorld {
    private static final int NODES = 100_000;
    private static final int NODE_GROUPS = 50;
    private static final int RUNNING_A_NODE = 10;
    private static final int PENDING_GROUPS = 200;
    private static final int PENDING_A_GROUP = 100;
    private static final Resources SIZE = Objects.size(4000, 16L << 30, 58);

    private BigWorld() {}

    static Observation observe() {
        List<Node> nodes = new ArrayList<>(NODES);
        List<Pod> pods = new ArrayList<>();
        for (int index = 0; index < NODES; index++) {
            String name = "node-%06d".formatted(index);
            Node node = Objects.node(name, labels(index % NODE_GROUPS), SIZE);
            nodes.add(LoopWorld.ready(node, Instant.EPOCH));
        }
        int running = NODES * RUNNING_A_NODE;
        for (int index = 0; index < running; index++) {
            String app = "app-" + index % 500;
            pods.add(
                    Objects.pod(
                                    app + "-" + index,
                                    Map.of("app", app),
                                    Resources.ofPod(370, 1400L << 20),
                                    Pod.Constraints.NONE)
                            .on("node-%06d".formatted(index / RUNNING_A_NODE)));
        }
        for (int group = 0; group < PENDING_GROUPS; group++) {
            addPending(pods, group);
        }
        return new Observation(Objects.cluster(nodes, pods), groups(nodes));
    }

    /** A tenth spread by zone, a tenth apart by node; some fit in what is free, most do not. */
    private static void addPending(List<Pod> pods, int group) {
        String app = "pending-" + group;
        Pod.PodPlacement placement =
                switch (group % 10) {
                    case 0 -> new Pod.PodPlacement(List.of(spread(app)), List.of(), List.of());
                    case 1 -> new Pod.PodPlacement(List.of(), List.of(), List.of(apart(app)));
                    default -> Pod.PodPlacement.ANY;
                };
        Pod.Constraints constraints =
                new Pod.Constraints(Pod.NodePlacement.ANY, placement, List.of(), List.of());
        Resources requests = Resources.ofPod(100 + 150L * (group / 10 % 8), 512L << 20);
        for (int index = 0; index < PENDING_A_GROUP; index++) {
            Pod pod = Objects.pod(app + "-" + index, Map.of("app", app), requests, constraints);
            pods.add(
                    new Pod(
                            pod.key(),
                            pod.metadata(),
                            Optional.of(
                                    new OwnerReference("apps/v1", "ReplicaSet", app, "uid-" + app)),
                            pod.spec(),
                            LoopWorld.UNSCHEDULABLE));
        }
    }

    private static List<NodeGroup> groups(List<Node> nodes) {
        List<NodeGroup> groups = new ArrayList<>();
        for (int number = 0; number < NODE_GROUPS; number++) {
            List<NodeGroup.Instance> instances = new ArrayList<>();
            for (int index = number; index < nodes.size(); index += NODE_GROUPS) {
                Node node = nodes.get(index);
                instances.add(
                        new NodeGroup.Instance(
                                node.name(),
                                node.spec().providerId(),
                                NodeGroup.Lifecycle.IN_SERVICE));
            }
            String name = "group-%02d".formatted(number);
            NodeTemplate template =
                    new NodeTemplate(Objects.node(name, labels(number), SIZE), new Price(192_000));
            groups.add(
                    new NodeGroup(
                            name,
                            new NodeGroup.Size(0, 2 * instances.size(), instances.size()),
                            instances,
                            new NodeGroup.Template.Known(template),
                            NodeGroupOptions.NONE));
        }
        return groups;
    }

    private static Map<String, String> labels(int group) {
        return new TreeMap<>(
                Map.of(
                        Objects.ZONE,
                        "zone-" + group % 3,
                        "eks.amazonaws.com/nodegroup",
                        "group-" + group));
    }

    private static LabelSelector selector(String app) {
        return new LabelSelector(
                List.of(new Requirement("app", Requirement.Operator.IN, List.of(app))));
    }

    private static TopologySpreadConstraint spread(String app) {
        return new TopologySpreadConstraint(
                Objects.ZONE,
                1,
                OptionalInt.empty(),
                Optional.of(selector(app)),
                TopologySpreadConstraint.SpreadPolicy.DEFAULT);
    }

    private static PodAffinityTerm apart(String app) {
        return new PodAffinityTerm(
                Objects.HOSTNAME,
                Optional.of(selector(app)),
                PodAffinityTerm.NamespaceScope.OWN,
                PodAffinityTerm.LabelKeys.NONE);
    }
}
