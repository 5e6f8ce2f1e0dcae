package io.plimsoll.autoscaler.app.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.answer.GroupAnswer;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.AmountText;
import io.plimsoll.autoscaler.decision.model.AmountText.Rounding;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a Pending pod.
 *
 * @param outcome the verdict's name, such as {@code TriggersScaleUp}
 * @param node that has room
 * @param reason why the pod is ignored
 * @param rejected why each group is no help, by its name
 * @param controller kind and name
 * @param ordered true where {@code node} is one that was ordered and has not come
 * @param why it is ignored or waits, with the flag and its value
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodEntry(
        String pod,
        String outcome,
        Optional<String> nodeGroup,
        Optional<String> node,
        Optional<String> reason,
        List<Rejected> rejected,
        Optional<String> controller,
        Optional<Boolean> ordered,
        Optional<String> why) {

    /**
     * Why a group is no help.
     *
     * @param plugin the first that says no
     * @param reason in the scheduler's words
     * @param found with what figures
     * @param change what would have to be otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Rejected(
            String nodeGroup,
            String plugin,
            String reason,
            String found,
            String change,
            List<Shortage> shortages) {}

    /** Amounts as Kubernetes writes them; {@code newNode} is allocatable there. */
    public record Shortage(
            String resource, String asked, String free, String newNode, String daemonSets) {

        static Shortage of(GroupAnswer.Shortage shortage) {
            String name = shortage.resource();
            return new Shortage(
                    name,
                    AmountText.of(name, shortage.asked(), Rounding.UP),
                    AmountText.of(name, shortage.free(), Rounding.DOWN),
                    AmountText.of(name, shortage.allocatable(), Rounding.DOWN),
                    AmountText.of(name, shortage.taken(), Rounding.UP));
        }
    }

    public static PodEntry of(PodVerdict verdict, Inquiry inquiry) {
        Optional<String> node = Optional.empty();
        Optional<String> nodeGroup = Optional.empty();
        Optional<String> reason = Optional.empty();
        List<Rejected> rejected = List.of();
        switch (verdict) {
            case PodVerdict.FitsExistingNode fits -> node = Optional.of(fits.node());
            case PodVerdict.TriggersScaleUp triggers ->
                    nodeGroup = Optional.of(triggers.nodeGroup());
            case PodVerdict.Unschedulable unschedulable ->
                    rejected = rejected(unschedulable, inquiry);
            case PodVerdict.Ignored ignored -> reason = Optional.of(reason(ignored));
            case PodVerdict.AwaitsEvaluation _ -> {}
        }
        return new PodEntry(
                verdict.pod().toString(),
                verdict.getClass().getSimpleName(),
                nodeGroup,
                node,
                reason,
                rejected,
                controller(inquiry, verdict.pod()),
                node.filter(inquiry::isOrdered).map(_ -> true),
                inquiry.why(verdict));
    }

    private static Optional<String> controller(Inquiry inquiry, ObjectKey pod) {
        return inquiry.pod(pod)
                .flatMap(Pod::controller)
                .map(owner -> owner.kind() + "/" + owner.name());
    }

    private static String reason(PodVerdict.Ignored ignored) {
        return ignored.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<Rejected> rejected(PodVerdict.Unschedulable verdict, Inquiry inquiry) {
        List<GroupAnswer> answers =
                inquiry.pod(verdict.pod()).map(inquiry::groups).orElse(List.of());
        return verdict.rejections().stream()
                .map(rejection -> {
                    Optional<GroupAnswer.Obstacle> obstacle =
                            answers.stream()
                                    .filter(answer ->
                                            answer.nodeGroup().equals(rejection.nodeGroup()))
                                    .flatMap(answer -> answer.obstacles().stream())
                                    .filter(found -> found.plugin().equals(rejection.plugin()))
                                    .findFirst();
                    return new Rejected(
                            rejection.nodeGroup(),
                            rejection.plugin(),
                            rejection.reason(),
                            obstacle.map(GroupAnswer.Obstacle::found).orElse(""),
                            obstacle.map(GroupAnswer.Obstacle::change).orElse(""),
                            obstacle.map(GroupAnswer.Obstacle::shortages).orElse(List.of()).stream()
                                    .map(Shortage::of)
                                    .toList());
                })
                .toList();
    }
}
