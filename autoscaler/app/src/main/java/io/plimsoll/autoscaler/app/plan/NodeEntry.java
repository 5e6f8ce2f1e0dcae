package io.plimsoll.autoscaler.app.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.answer.NoPlace;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What scale-down thinks of a node.
 *
 * @param verdict {@code Unneeded}, {@code Replaced} or {@code Unremovable}
 * @param reason why the node stays: Cluster Autoscaler's name
 * @param podsMoveTo node by pod; for unneeded and replaced nodes alone
 * @param why it stays, with the flag, tag or annotation and its value
 * @param change what would have to be otherwise
 * @param noPlace which pod finds no place, and by which rules
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record NodeEntry(
        String node,
        Optional<String> nodeGroup,
        String verdict,
        Optional<String> reason,
        Optional<String> blockingPod,
        Optional<String> blockingReason,
        Optional<BigDecimal> utilization,
        Optional<SortedMap<String, String>> podsMoveTo,
        Optional<String> why,
        Optional<String> change,
        Optional<Stuck> noPlace) {

    /** A pod for which no other node has room. */
    public record Stuck(String pod, List<NoPlace.Rule> rules) {}

    public static NodeEntry of(NodeVerdict verdict, Inquiry inquiry) {
        String name = verdict.getClass().getSimpleName();
        Optional<BigDecimal> utilization = utilization(verdict.utilizationPermille());
        Optional<String> why = Optional.of(inquiry.why(verdict)).filter(text -> !text.isEmpty());
        return switch (verdict) {
            case NodeVerdict.Unneeded unneeded ->
                    new NodeEntry(
                            unneeded.node(),
                            unneeded.nodeGroup(),
                            name,
                            unneeded.heldBack().map(UnremovableReason::upstreamName),
                            Optional.empty(),
                            Optional.empty(),
                            utilization,
                            Optional.of(byName(unneeded.podsMoveTo())),
                            why,
                            unneeded.heldBack().flatMap(inquiry::change),
                            Optional.empty());
            case NodeVerdict.Replaced replaced ->
                    new NodeEntry(
                            replaced.node(),
                            replaced.nodeGroup(),
                            name,
                            replaced.heldBack().map(UnremovableReason::upstreamName),
                            Optional.empty(),
                            Optional.empty(),
                            utilization,
                            Optional.of(byName(replaced.podsMoveTo())),
                            why,
                            replaced.heldBack().flatMap(inquiry::change),
                            Optional.empty());
            case NodeVerdict.Unremovable kept ->
                    new NodeEntry(
                            kept.node(),
                            kept.nodeGroup(),
                            name,
                            Optional.of(kept.reason().upstreamName()),
                            kept.blockedBy().map(blocking -> blocking.pod().toString()),
                            kept.blockedBy().map(blocking -> blocking.reason().upstreamName()),
                            utilization,
                            Optional.empty(),
                            why,
                            inquiry.change(kept.reason()),
                            inquiry.noPlace(kept)
                                    .map(found ->
                                            new Stuck(found.pod().toString(), found.rules())));
        };
    }

    /** It goes in this loop. */
    boolean isRemoved() {
        return podsMoveTo.isPresent() && reason.isEmpty();
    }

    /** Others serve its pods for less. */
    boolean isReplaced() {
        return verdict.equals("Replaced");
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
