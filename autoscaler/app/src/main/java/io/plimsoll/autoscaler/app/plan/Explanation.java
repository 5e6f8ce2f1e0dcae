package io.plimsoll.autoscaler.app.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.answer.GroupAnswer;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why one thing was decided, as other programs read it ({@code plimsoll.io/v1}, kind {@code
 * Explanation}).
 *
 * @param time of the loop
 * @param pod that is asked about
 * @param groups what each says to the pod, the closest first
 * @param node that is asked about
 * @param scaleDown all nodes, those first that are closest to going
 */
@JsonPropertyOrder({"apiVersion", "kind"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Explanation(
        String apiVersion,
        String kind,
        String time,
        Optional<PodEntry> pod,
        List<GroupHelp> groups,
        Optional<NodeEntry> node,
        List<NodeEntry> scaleDown) {

    /**
     * @param helps nothing stands in the way
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record GroupHelp(String nodeGroup, boolean helps, List<Obstacle> obstacles) {

        static GroupHelp of(GroupAnswer answer) {
            return new GroupHelp(
                    answer.nodeGroup(),
                    answer.obstacles().isEmpty(),
                    answer.obstacles().stream().map(Obstacle::of).toList());
        }
    }

    /**
     * @param found with what figures
     * @param change what would have to be otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Obstacle(
            String plugin,
            String reason,
            String found,
            String change,
            List<PodEntry.Shortage> shortages) {

        static Obstacle of(GroupAnswer.Obstacle obstacle) {
            return new Obstacle(
                    obstacle.plugin(),
                    obstacle.reason(),
                    obstacle.found(),
                    obstacle.change(),
                    obstacle.shortages().stream().map(PodEntry.Shortage::of).toList());
        }
    }

    private static Explanation of(
            Instant time,
            Optional<PodEntry> pod,
            List<GroupHelp> groups,
            Optional<NodeEntry> node,
            List<NodeEntry> nodes) {
        return new Explanation(
                "plimsoll.io/v1", "Explanation", time.toString(), pod, groups, node, nodes);
    }

    public static Explanation ofPod(PodVerdict verdict, Inquiry inquiry, Instant time) {
        return of(
                time,
                Optional.of(PodEntry.of(verdict, inquiry)),
                inquiry.pod(verdict.pod()).map(inquiry::groups).orElse(List.of()).stream()
                        .map(GroupHelp::of)
                        .toList(),
                Optional.empty(),
                List.of());
    }

    public static Explanation ofNode(NodeVerdict verdict, Inquiry inquiry, Instant time) {
        return of(
                time,
                Optional.empty(),
                List.of(),
                Optional.of(NodeEntry.of(verdict, inquiry)),
                List.of());
    }

    public static Explanation ofScaleDown(Inquiry inquiry, Instant time) {
        return of(
                time,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                inquiry.decision().nodes().stream()
                        .map(node -> NodeEntry.of(node, inquiry))
                        .sorted(
                                Comparator.comparing((NodeEntry node) -> !node.isRemoved())
                                        .thenComparing(node -> node.podsMoveTo().isEmpty())
                                        .thenComparing(node -> node.utilization().isEmpty())
                                        .thenComparing(
                                                node -> node.utilization().orElse(BigDecimal.ONE))
                                        .thenComparing(NodeEntry::node))
                        .toList());
    }
}
