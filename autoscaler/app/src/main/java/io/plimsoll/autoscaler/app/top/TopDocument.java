package io.plimsoll.autoscaler.app.top;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A cluster at one moment, as other programs read it ({@code plimsoll.io/v1}, kind {@code Top}).
 * Shares are of what pods may use of a node, in percent.
 */
@JsonPropertyOrder({"apiVersion", "kind"})
public record TopDocument(
        String apiVersion,
        String kind,
        String time,
        List<Group> nodeGroups,
        List<NodeRow> nodes,
        List<PodRow> pendingPods) {

    /**
     * @param name empty for nodes of no group
     * @param usdPerHour of all its nodes; empty where nobody knows the price
     */
    public record Group(
            String name,
            int nodes,
            int target,
            int min,
            int max,
            int askedCpu,
            Optional<BigDecimal> usdPerHour) {}

    /**
     * @param zone empty where its labels do not say it
     * @param used of CPU and memory; empty where no metrics-server says it
     * @param verdict {@code Unneeded}, {@code Replaced} or {@code Unremovable}
     * @param reason why it stays, by Cluster Autoscaler's name; empty for one that would go now
     * @param why the same with the flag, tag or annotation and its value
     * @param unneededSeconds without a break, as far as its taint or the last loop knows
     */
    public record NodeRow(
            String node,
            String nodeGroup,
            Optional<String> zone,
            boolean ready,
            Share asked,
            Optional<Share> used,
            Optional<BigDecimal> usdPerHour,
            long ageSeconds,
            String verdict,
            Optional<String> reason,
            Optional<String> why,
            Optional<Long> unneededSeconds) {}

    public record Share(int cpu, int memory) {}

    /**
     * @param waitingSeconds since no node was found for it, or it was made
     * @param outcome the verdict's name, such as {@code TriggersScaleUp}
     * @param nearest the group that lacks the least, or the one that would grow
     * @param lacks what keeps the pod off its next node
     */
    public record PodRow(
            String pod,
            long waitingSeconds,
            String outcome,
            Optional<String> nearest,
            Optional<String> lacks) {}

    List<String> names() {
        return nodes.stream().map(node -> "node/" + node.node()).toList();
    }
}
