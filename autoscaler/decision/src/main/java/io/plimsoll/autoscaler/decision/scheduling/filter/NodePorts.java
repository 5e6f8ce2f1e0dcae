package io.plimsoll.autoscaler.decision.scheduling.filter;

import io.plimsoll.autoscaler.decision.model.HostPort;
import io.plimsoll.autoscaler.decision.scheduling.node.NodeSlots;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * No two pods of a node take the same host port, protocol and address; an unspecified address is
 * every address.
 *
 * <p>Source: kubernetes 1.29, {@code pkg/scheduler/framework/plugins/nodeports/node_ports.go} and
 * {@code HostPortInfo} in {@code pkg/scheduler/framework/types.go}.
 */
final class NodePorts implements Filter {
    private static final Optional<String> REASON =
            Optional.of("node(s) didn't have free ports for the requested pod ports");
    private static final String EVERY_ADDRESS = "0.0.0.0";

    private final NodeSlots nodes;

    NodePorts(NodeSlots nodes) {
        this.nodes = nodes;
    }

    @Override
    public Verdict.Plugin plugin() {
        return Verdict.Plugin.NODE_PORTS;
    }

    @Override
    public Optional<String> reject(PodShape pod, int slot) {
        List<HostPort> wanted = pod.constraints().hostPorts();
        List<HostPort> used = wanted.isEmpty() ? List.of() : nodes.usedPorts(slot);
        for (HostPort mine : wanted) {
            for (HostPort theirs : used) {
                if (conflict(mine, theirs)) {
                    return REASON;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Obstacle.Figures figures(PodShape pod, int slot) {
        String taken =
                pod.constraints().hostPorts().stream()
                        .filter(mine ->
                                nodes.usedPorts(slot).stream()
                                        .anyMatch(theirs -> conflict(mine, theirs)))
                        .map(port -> "%s/%d".formatted(port.protocol(), port.port()))
                        .collect(Collectors.joining(", "));
        return new Obstacle.Figures(
                "host port %s is taken by a pod that runs there".formatted(taken),
                "the pod asks for another host port, or for none");
    }

    private static boolean conflict(HostPort one, HostPort other) {
        return one.port() == other.port()
                && one.protocol() == other.protocol()
                && (isEvery(one.ip()) || isEvery(other.ip()) || one.ip().equals(other.ip()));
    }

    private static boolean isEvery(String ip) {
        return ip.isEmpty() || ip.equals(EVERY_ADDRESS);
    }
}
