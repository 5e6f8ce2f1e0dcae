package io.plimsoll.autoscaler.app.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

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
        List<PendingPod> pendingPods,
        List<ScaleUp> scaleUp,
        List<NodePlan> scaleDown) {

    /**
     * @param outcome the verdict's name, such as {@code TriggersScaleUp}
     * @param node that has room
     * @param reason why the pod is ignored
     * @param rejected why each group is no help
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PendingPod(
            String pod,
            String outcome,
            Optional<String> nodeGroup,
            Optional<String> node,
            Optional<String> reason,
            List<PodVerdict.Rejection> rejected) {}

    public record ScaleUp(String nodeGroup, int from, int to, List<String> pods) {}

    /**
     * @param verdict {@code Unneeded} or {@code Unremovable}
     * @param reason why the node stays: Cluster Autoscaler's name
     * @param podsMoveTo node by pod; for unneeded nodes alone
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record NodePlan(
            String node,
            Optional<String> nodeGroup,
            String verdict,
            Optional<String> reason,
            Optional<String> blockingPod,
            Optional<String> blockingReason,
            Optional<BigDecimal> utilization,
            Optional<SortedMap<String, String>> podsMoveTo) {}

    public static PlanDocument of(Decision decision) {
        return new PlanDocument(
                "plimsoll.io/v1",
                "Plan",
                decision.health().healthy()
                        ? Optional.empty()
                        : Optional.of(decision.health().message()),
                decision.pods().stream().map(PlanDocument::pendingPod).toList(),
                decision.scaleUps().stream().map(PlanDocument::scaleUp).toList(),
                decision.nodes().stream().map(PlanDocument::node).toList());
    }

    private static PendingPod pendingPod(PodVerdict verdict) {
        Optional<String> none = Optional.empty();
        String pod = verdict.pod().toString();
        String outcome = verdict.getClass().getSimpleName();
        return switch (verdict) {
            case PodVerdict.FitsExistingNode fits ->
                    new PendingPod(pod, outcome, none, Optional.of(fits.node()), none, List.of());
            case PodVerdict.TriggersScaleUp triggers ->
                    new PendingPod(
                            pod, outcome, Optional.of(triggers.nodeGroup()), none, none, List.of());
            case PodVerdict.Unschedulable unschedulable ->
                    new PendingPod(pod, outcome, none, none, none, unschedulable.rejections());
            case PodVerdict.AwaitsEvaluation _ ->
                    new PendingPod(pod, outcome, none, none, none, List.of());
            case PodVerdict.Ignored ignored ->
                    new PendingPod(
                            pod, outcome, none, none, Optional.of(reason(ignored)), List.of());
        };
    }

    private static String reason(PodVerdict.Ignored ignored) {
        return ignored.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static ScaleUp scaleUp(Action.ScaleUp scaleUp) {
        return new ScaleUp(
                scaleUp.nodeGroup(),
                scaleUp.from(),
                scaleUp.to(),
                scaleUp.pods().stream().map(ObjectKey::toString).toList());
    }

    private static NodePlan node(NodeVerdict verdict) {
        String name = verdict.getClass().getSimpleName();
        Optional<BigDecimal> utilization = utilization(verdict.utilizationPermille());
        return switch (verdict) {
            case NodeVerdict.Unneeded unneeded ->
                    new NodePlan(
                            unneeded.node(),
                            unneeded.nodeGroup(),
                            name,
                            unneeded.heldBack().map(UnremovableReason::upstreamName),
                            Optional.empty(),
                            Optional.empty(),
                            utilization,
                            Optional.of(byName(unneeded.podsMoveTo())));
            case NodeVerdict.Unremovable unremovable ->
                    new NodePlan(
                            unremovable.node(),
                            unremovable.nodeGroup(),
                            name,
                            Optional.of(unremovable.reason().upstreamName()),
                            unremovable.blockedBy().map(blocking -> blocking.pod().toString()),
                            unremovable
                                    .blockedBy()
                                    .map(blocking -> blocking.reason().upstreamName()),
                            utilization,
                            Optional.empty());
        };
    }

    private static Optional<BigDecimal> utilization(OptionalInt permille) {
        return permille.isPresent()
                ? Optional.of(BigDecimal.valueOf(permille.getAsInt(), 3))
                : Optional.empty();
    }

    private static SortedMap<String, String> byName(Map<ObjectKey, String> moves) {
        SortedMap<String, String> byName = new TreeMap<>();
        moves.forEach((pod, node) -> byName.put(pod.toString(), node));
        return byName;
    }
}
