package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Salvo;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Goes on after the first choice for pods that look at where other pods are (topology spread, pod
 * affinity): what keeps them off a group's second node is often just that no pod of theirs is in
 * another zone yet. The nodes that one choice orders are as sure for the next choice as they are
 * for the next loop, so nobody has to wait for that. Pods that look at nothing but the node wait,
 * as in Cluster Autoscaler, unless {@code --salvo-scale-up} says otherwise.
 */
final class FurtherRounds {

    /** Each places a pod at least; a larger plan is finished by the next loop. */
    private static final int MOST = 200;

    private final ClusterSnapshot snapshot;
    private final ScaleUpRound round;
    private final Salvo salvo;
    private final SortedMap<String, GroupTemplate> templates = new TreeMap<>();
    private final Map<String, Order> orderOfNode = new HashMap<>();

    /** As they were chosen: what comes later counts on what came before. */
    private final SequencedMap<String, Order> orders = new LinkedHashMap<>();

    private final Set<ObjectKey> helped = new HashSet<>();
    private Headroom headroom;

    /** What all choices together order of one group. */
    private static final class Order {
        private final ScaleUp first;
        private final List<ObjectKey> pods = new ArrayList<>();
        private int to;

        Order(ScaleUp first) {
            this.first = first;
        }

        ScaleUp scaleUp() {
            return new ScaleUp(
                    first.nodeGroup(),
                    first.from(),
                    to,
                    pods.stream().sorted().toList(),
                    first.reason());
        }
    }

    /**
     * @param growable groups that may grow
     * @param headroom for all choices together, the first included
     */
    FurtherRounds(
            List<GroupTemplate> growable,
            Headroom headroom,
            ClusterSnapshot snapshot,
            ScaleUpRound round,
            Salvo salvo) {
        growable.forEach(template -> templates.put(template.group().name(), template));
        this.headroom = headroom;
        this.snapshot = snapshot;
        this.round = round;
        this.salvo = salvo;
    }

    /**
     * @param first what was chosen first
     * @param pods all that need new nodes
     * @return the first choice, with what it brings about
     */
    List<ScaleUp> after(List<ScaleUp> first, List<Pod> pods) {
        List<Pod> waiting = pods.stream().filter(this::isServed).toList();
        if (waiting.isEmpty()) {
            return first;
        }
        snapshot.fork();
        List<ScaleUp> chosen = first;
        for (int count = 0; count < MOST && !chosen.isEmpty(); count++) {
            Packing packing = Packing.ontoLater(snapshot);
            order(chosen);
            place(chosen, pods, packing);
            join(waiting, packing);
            List<Pod> left = waiting.stream().filter(pod -> !helped.contains(pod.key())).toList();
            chosen =
                    left.isEmpty()
                            ? List.of()
                            : round.choose(growable(), new Demand(snapshot, left), headroom);
        }
        snapshot.revert();
        return orders.values().stream().map(Order::scaleUp).toList();
    }

    private boolean isServed(Pod pod) {
        return switch (salvo) {
            case OFF -> false;
            case FOR_COMPANY -> seeksCompany(pod.spec().constraints().pods());
            case ON -> true;
        };
    }

    private static boolean seeksCompany(Pod.PodPlacement company) {
        return !company.spread().isEmpty()
                || !company.affinity().isEmpty()
                || !company.antiAffinity().isEmpty();
    }

    private List<GroupTemplate> growable() {
        return templates.values().stream()
                .filter(template ->
                        template.group().size().target() < template.group().size().max())
                .filter(template -> headroom.excludes(template).isEmpty())
                .toList();
    }

    /** Puts the nodes into the snapshot. */
    private void order(List<ScaleUp> chosen) {
        for (ScaleUp scaleUp : chosen) {
            String group = scaleUp.nodeGroup();
            GroupTemplate template =
                    Objects.requireNonNull(templates.get(group), "a group that may grow");
            Order order = orders.computeIfAbsent(group, _ -> new Order(scaleUp));
            int more = scaleUp.to() - scaleUp.from();
            for (int turn = 0; turn < more; turn++) {
                String name = "%s-ordered-%d".formatted(group, scaleUp.from() + turn + 1);
                GroupTemplate.NewNode node = template.newNode(name, template.node(turn));
                snapshot.addNode(node.node(), node.pods());
                orderOfNode.put(name, order);
            }
            headroom = headroom.after(template, more);
            templates.put(group, template.after(more));
            order.to = scaleUp.to();
            order.pods.addAll(scaleUp.pods());
            helped.addAll(scaleUp.pods());
        }
    }

    /** Those that the nodes were ordered for. */
    private static void place(List<ScaleUp> chosen, List<Pod> pods, Packing packing) {
        Set<ObjectKey> meant = new HashSet<>();
        chosen.forEach(scaleUp -> meant.addAll(scaleUp.pods()));
        for (Pod pod : pods) {
            if (meant.contains(pod.key())) {
                Optional<String> _ = packing.place(pod);
            }
        }
    }

    /** Whoever else finds a place beside them. */
    private void join(List<Pod> waiting, Packing packing) {
        for (Pod pod : waiting) {
            if (!helped.contains(pod.key())) {
                packing.place(pod).ifPresent(node -> joins(pod.key(), node));
            }
        }
    }

    private void joins(ObjectKey pod, String node) {
        helped.add(pod);
        Objects.requireNonNull(orderOfNode.get(node), "a node that was ordered").pods.add(pod);
    }
}
