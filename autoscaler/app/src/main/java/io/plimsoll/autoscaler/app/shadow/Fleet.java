package io.plimsoll.autoscaler.app.shadow;

import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The machines of one moment, of groups and of none, with what each costs.
 *
 * @param machines millionths of a US dollar an hour, by provider id; 0 where nobody knows
 * @param groups the same for the next node of each group
 * @param unpriced what nobody knows the price of
 */
record Fleet(
        SortedMap<String, Long> machines, Map<String, Long> groups, SortedSet<String> unpriced) {

    private static final String TYPE = "node.kubernetes.io/instance-type";

    static final Fleet NONE = new Fleet(new TreeMap<>(), Map.of(), new TreeSet<>());

    Fleet {
        machines = Collections.unmodifiableSortedMap(new TreeMap<>(machines));
        groups = Map.copyOf(groups);
        unpriced = Collections.unmodifiableSortedSet(new TreeSet<>(unpriced));
    }

    /** A group's machine costs what its next one does; another one what its type does. */
    static Fleet of(Observation seen) {
        SortedMap<String, Long> machines = new TreeMap<>();
        Map<String, Long> groups = new HashMap<>();
        SortedSet<String> unpriced = new TreeSet<>();
        for (NodeGroup group : seen.nodeGroups()) {
            long price = price(group);
            groups.put(group.name(), price);
            for (NodeGroup.Instance instance : group.instances()) {
                if (instance.lifecycle() != Lifecycle.TERMINATING) {
                    machines.put(instance.providerId(), price);
                    if (price == 0) {
                        unpriced.add(group.name());
                    }
                }
            }
        }
        Set<String> ending = ending(seen);
        for (Node node : seen.cluster().nodes()) {
            String id = node.spec().providerId();
            if (!ending.contains(id) && !machines.containsKey(id)) {
                long price = price(node);
                machines.put(id, price);
                if (price == 0) {
                    unpriced.add(node.metadata().labels().getOrDefault(TYPE, "unknown type"));
                }
            }
        }
        return new Fleet(machines, groups, unpriced);
    }

    long microUsdPerHour() {
        return machines.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of a new node of that group. */
    long priceOf(String group) {
        return groups.getOrDefault(group, 0L);
    }

    private static Set<String> ending(Observation seen) {
        return seen.nodeGroups().stream()
                .flatMap(group -> group.instances().stream())
                .filter(instance -> instance.lifecycle() == Lifecycle.TERMINATING)
                .map(NodeGroup.Instance::providerId)
                .collect(Collectors.toSet());
    }

    private static long price(NodeGroup group) {
        return switch (group.template()) {
            case NodeGroup.Template.Known(var template) -> template.price().microUsdPerHour();
            case NodeGroup.Template.Unknown _, NodeGroup.Template.LeftAlone _ -> 0;
        };
    }

    /** Of a machine that some other provisioner launched; nobody knows what a Spot one costs. */
    private static long price(Node node) {
        SortedMap<String, String> labels = node.metadata().labels();
        boolean spot =
                "spot".equalsIgnoreCase(labels.get("karpenter.sh/capacity-type"))
                        || "spot".equalsIgnoreCase(labels.get("eks.amazonaws.com/capacityType"));
        return spot
                ? 0
                : InstanceTypes.find(labels.getOrDefault(TYPE, ""))
                        .map(type -> type.hourlyMicroUsd().orElse(0))
                        .orElse(0L);
    }
}
