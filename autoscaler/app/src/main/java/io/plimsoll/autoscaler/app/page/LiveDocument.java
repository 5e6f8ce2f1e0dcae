package io.plimsoll.autoscaler.app.page;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.plimsoll.autoscaler.app.top.TopDocument;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the live page shows ({@code plimsoll.io/v1}, kind {@code Live}; {@code docs/live.md} has the
 * fields). Its lists are bounded; what they leave out is counted.
 *
 * @param time of the loop
 * @param notes what keeps the autoscaler from acting, a sentence each
 * @param underWay what was ordered and has not come, what is being removed, what is not tried
 * @param decisions the newest first
 */
@JsonPropertyOrder({"apiVersion", "kind"})
public record LiveDocument(
        String apiVersion,
        String kind,
        String time,
        List<String> notes,
        List<TopDocument.Group> nodeGroups,
        Nodes nodes,
        Pending pending,
        List<Replicas> workloads,
        List<UnderWay> underWay,
        List<LogEntry> decisions) {

    /**
     * @param shown of all those of which there is something to say first
     * @param others the rest, by group and zone
     */
    public record Nodes(int count, List<TopDocument.NodeRow> shown, List<Others> others) {}

    /**
     * @param verdicts how many nodes have each
     */
    public record Others(
            String nodeGroup, String zone, int nodes, SortedMap<String, Integer> verdicts) {}

    /**
     * @param shown those that wait longest
     */
    public record Pending(int count, List<Reason> reasons, List<Waiting> shown) {}

    /** Pods that wait for the same reason. */
    public record Reason(String outcome, String reason, int pods) {}

    /**
     * @param decision the number of the decision about it that is in the log
     */
    public record Waiting(TopDocument.PodRow row, String reason, Optional<Integer> decision) {}

    /**
     * @param kind such as {@code ReplicaSet}
     */
    public record Replicas(
            String kind, String name, int wanted, int running, int ready, int pending) {}

    /**
     * @param kind {@code order}, {@code removal} or {@code backoff}
     * @param seconds since it began; of a backoff, until it ends
     */
    public record UnderWay(String kind, String nodeGroup, String what, Optional<Long> seconds) {}

    /**
     * @param number counted from 1 since the process began
     * @param pods how many it is about
     * @param named the first of them
     */
    public record LogEntry(
            int number, String time, String what, String reason, int pods, List<String> named) {}
}
