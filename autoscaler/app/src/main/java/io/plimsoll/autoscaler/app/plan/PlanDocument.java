package io.plimsoll.autoscaler.app.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan as other programs read it ({@code plimsoll.io/v1}, kind {@code Plan}). Fields that say
 * nothing are left out.
 *
 * @param message why nothing is planned, when the cluster is not well enough to be touched
 */
@JsonPropertyOrder({"apiVersion", "kind"})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PlanDocument(
        String apiVersion,
        String kind,
        Optional<String> message,
        PlanSummary summary,
        List<PodEntry> pendingPods,
        List<ScaleUp> scaleUp,
        List<ReplacementEntry> replace,
        List<NodeEntry> scaleDown,
        List<GroupEntry> nodeGroups) {

    /**
     * @param reason why this group and this many
     */
    public record ScaleUp(String nodeGroup, int from, int to, List<String> pods, String reason) {}

    public static PlanDocument of(Inquiry inquiry) {
        Decision decision = inquiry.decision();
        return new PlanDocument(
                "plimsoll.io/v1",
                "Plan",
                decision.health().healthy()
                        ? Optional.empty()
                        : Optional.of(decision.health().message()),
                PlanSummary.of(inquiry),
                decision.pods().stream().map(pod -> PodEntry.of(pod, inquiry)).toList(),
                decision.scaleUps().stream().map(PlanDocument::scaleUp).toList(),
                decision.replacements().stream().map(ReplacementEntry::of).toList(),
                decision.nodes().stream().map(node -> NodeEntry.of(node, inquiry)).toList(),
                GroupEntry.of(inquiry));
    }

    private static ScaleUp scaleUp(Action.ScaleUp scaleUp) {
        return new ScaleUp(
                scaleUp.nodeGroup(),
                scaleUp.from(),
                scaleUp.to(),
                scaleUp.pods().stream().map(ObjectKey::toString).toList(),
                scaleUp.reason());
    }

    /** Groups that grow and nodes that go, as {@code kind/name}. */
    List<String> changed() {
        return Stream.concat(
                        scaleUp.stream().map(order -> "nodegroup/" + order.nodeGroup()),
                        scaleDown.stream()
                                .filter(NodeEntry::isRemoved)
                                .map(node -> "node/" + node.node()))
                .distinct()
                .toList();
    }
}
