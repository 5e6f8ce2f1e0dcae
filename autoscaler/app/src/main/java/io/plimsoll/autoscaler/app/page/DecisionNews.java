package io.plimsoll.autoscaler.app.page;

import io.plimsoll.autoscaler.decision.answer.Action.EndInterrupted;
import io.plimsoll.autoscaler.decision.answer.Action.NodeRemoval;
import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is new in the decisions of one autoscaler, loop after loop, in words. */
public final class DecisionNews {

    private String unhelped = "";
    private SortedMap<String, String> nodes = new TreeMap<>();

    /**
     * @param reason in a sentence
     * @param pods that it is about; none where it is about nodes
     */
    public record News(String what, String reason, List<ObjectKey> pods) {
        public News {
            pods = List.copyOf(pods);
        }
    }

    /** What nodes are ordered, removed and replaced. */
    public static List<News> actions(Decision decision) {
        List<News> news = new ArrayList<>();
        for (ScaleUp scaleUp : decision.scaleUps()) {
            news.add(
                    new News(
                            "raise %s from %d to %d"
                                    .formatted(scaleUp.nodeGroup(), scaleUp.from(), scaleUp.to()),
                            scaleUp.reason(),
                            scaleUp.pods()));
        }
        for (Replacement replacement : decision.replacements()) {
            news.add(new News(replacement.inWords(), replacement.reason(), List.of()));
        }
        for (NodeRemoval removal : decision.removals()) {
            news.add(
                    new News(
                            "remove %s of %s".formatted(removal.node(), removal.nodeGroup()),
                            removal.reason(),
                            List.of()));
        }
        return news;
    }

    /** What becomes of machines that others end. */
    static List<News> interruptions(Decision decision) {
        return decision.actions().stream()
                .filter(EndInterrupted.class::isInstance)
                .map(EndInterrupted.class::cast)
                .map(end -> new News(end.inWords(), end.reason(), List.of()))
                .toList();
    }

    /** That no group helps some pods, where these or the reasons are others than a loop ago. */
    public Optional<News> unhelped(Decision decision) {
        List<PodVerdict.Unschedulable> without =
                decision.pods().stream()
                        .filter(PodVerdict.Unschedulable.class::isInstance)
                        .map(PodVerdict.Unschedulable.class::cast)
                        .toList();
        String reasons =
                without.stream()
                        .map(DecisionNews::reasons)
                        .distinct()
                        .collect(Collectors.joining("; "));
        String now = without.isEmpty() ? "" : without.size() + ": " + reasons;
        boolean told = now.isEmpty() || now.equals(unhelped);
        unhelped = now;
        return told
                ? Optional.empty()
                : Optional.of(
                        new News(
                                "leave %d %s Pending"
                                        .formatted(
                                                without.size(),
                                                without.size() == 1 ? "pod" : "pods"),
                                reasons,
                                without.stream().map(PodVerdict.Unschedulable::pod).toList()));
    }

    private static String reasons(PodVerdict.Unschedulable pod) {
        return pod.rejections().stream()
                .map(rejection -> rejection.nodeGroup() + ": " + rejection.reason())
                .collect(Collectors.joining(", "));
    }

    /** Which nodes are found unneeded that were not so a loop ago. */
    public List<News> unneeded(Decision decision) {
        List<News> news = new ArrayList<>();
        SortedMap<String, String> now = new TreeMap<>();
        for (NodeVerdict verdict : decision.nodes()) {
            String text = describe(verdict);
            now.put(verdict.node(), text);
            if (!text.isEmpty() && !text.equals(nodes.get(verdict.node()))) {
                news.add(new News("find %s unneeded".formatted(verdict.node()), text, List.of()));
            }
        }
        nodes = now;
        return news;
    }

    private static String describe(NodeVerdict verdict) {
        return switch (verdict) {
            case NodeVerdict.Unneeded unneeded -> {
                int moving = unneeded.podsMoveTo().size();
                yield "%s of it is asked for; %s"
                        .formatted(
                                percent(unneeded),
                                moving == 0
                                        ? "no pod would have to move"
                                        : moving
                                                + (moving == 1 ? " pod fits" : " pods fit")
                                                + " elsewhere");
            }
            case NodeVerdict.Replaced _, NodeVerdict.Unremovable _ -> "";
        };
    }

    private static String percent(NodeVerdict.Unneeded unneeded) {
        return unneeded.utilizationPermille().isPresent()
                ? Math.round(unneeded.utilizationPermille().getAsInt() / 10.0) + " %"
                : "little";
    }
}
