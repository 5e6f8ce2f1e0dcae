package io.plimsoll.checks.capacity;

import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import io.plimsoll.environment.flags.FlagText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the autoscaler's flags let the whole cluster have, as Cluster Autoscaler counts it: nodes,
 * and the cores and memory of the instance types.
 *
 * @param nodes {@code --max-nodes-total}
 * @param cores the max of {@code --cores-total}
 * @param memoryMib the max of {@code --memory-total}, which the flag has in GiB
 */
record ClusterCaps(OptionalLong nodes, OptionalLong cores, OptionalLong memoryMib) {

    private static final String NODES = "max-nodes-total";
    private static final String CORES = "cores-total";
    private static final String MEMORY = "memory-total";
    private static final long MIB_PER_GIB = 1024;

    /** More memory than there is, and still a number that others can be added to. */
    private static final long MOST_GIB = Long.MAX_VALUE / MIB_PER_GIB / 2;

    static ClusterCaps of(Environment environment) {
        AutoscalerConfig flags = environment.workloads().autoscaler();
        OptionalLong memory = most(flags, MEMORY);
        return new ClusterCaps(
                flags.flag(NODES)
                        .flatMap(FlagText::integer)
                        .filter(most -> most > 0)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                most(flags, CORES),
                memory.isEmpty()
                        ? memory
                        : OptionalLong.of(Math.min(memory.getAsLong(), MOST_GIB) * MIB_PER_GIB));
    }

    private static OptionalLong most(AutoscalerConfig flags, String name) {
        return flags.flag(name)
                .flatMap(FlagText::range)
                .map(range -> OptionalLong.of(range.max()))
                .orElse(OptionalLong.empty());
    }

    boolean isEmpty() {
        return nodes.isEmpty() && cores.isEmpty() && memoryMib.isEmpty();
    }

    /** The flags that are set, such as {@code max-nodes-total: 10}. */
    List<String> flags(Environment environment) {
        AutoscalerConfig flags = environment.workloads().autoscaler();
        return Stream.of(NODES, CORES, MEMORY)
                .flatMap(name ->
                        flags.flag(name).stream()
                                .filter(value -> !value.equals("0"))
                                .map(value -> name + ": " + value))
                .toList();
    }

    /** Nodes that there are while groups grow. */
    final class Count {
        private long countedNodes;
        private long countedCores;
        private long countedMib;

        /** Whether another of the group's nodes is allowed. */
        boolean allows(NodeGroupConfig group) {
            Optional<InstanceType> type = type(group);
            return atMost(countedNodes + 1, nodes)
                    && atMost(
                            countedCores + type.map(each -> each.compute().vcpus()).orElse(0),
                            cores)
                    && atMost(
                            countedMib + type.map(each -> each.compute().memoryMib()).orElse(0L),
                            memoryMib);
        }

        void add(NodeGroupConfig group) {
            Optional<InstanceType> type = type(group);
            countedNodes++;
            countedCores += type.map(each -> each.compute().vcpus()).orElse(0);
            countedMib += type.map(each -> each.compute().memoryMib()).orElse(0L);
        }

        /** The template of a group with several types is the first one's. */
        private static Optional<InstanceType> type(NodeGroupConfig group) {
            return group.machine().instanceTypes().stream()
                    .findFirst()
                    .flatMap(InstanceTypes::find);
        }

        private static boolean atMost(long value, OptionalLong most) {
            return most.isEmpty() || value <= most.getAsLong();
        }
    }
}
