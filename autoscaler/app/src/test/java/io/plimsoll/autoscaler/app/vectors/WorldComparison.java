package io.plimsoll.autoscaler.app.vectors;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What we decide in one world beside what Cluster Autoscaler decided. */
final class WorldComparison {

    /** What is compared, each by itself. */
    enum Aspect {
        HEALTH,
        SCALE_UP,
        POD_OUTCOMES,
        REJECTIONS,
        UNNEEDED,
        UNREMOVABLE,
        NOT_CANDIDATES,
        UTILIZATION,
        DELETIONS
    }

    private final JsonNode expected;
    private final VectorWorld world;
    private final Decision decision;

    WorldComparison(JsonNode expected, VectorWorld world) {
        this.expected = expected;
        this.world = world;
        this.decision = world.decide();
    }

    /** Differences, none where both are the same; aspects that the world lacks are left out. */
    Map<Aspect, List<String>> compare() {
        Map<Aspect, List<String>> all = new EnumMap<>(Aspect.class);
        PodComparison pods = new PodComparison(world);
        JsonNode pending = expected.get("pendingPods");
        all.put(Aspect.HEALTH, health());
        all.put(Aspect.SCALE_UP, scaleUp());
        all.put(Aspect.POD_OUTCOMES, pods.outcomes(pending, decision.pods()));
        all.put(Aspect.REJECTIONS, pods.rejections(pending, decision.pods()));
        if (!expected.get("scaleDownEvaluated").asBoolean()) {
            return all;
        }
        NodeComparison nodes = new NodeComparison(expected, decision);
        all.put(Aspect.UNNEEDED, nodes.unneeded());
        all.put(Aspect.UNREMOVABLE, nodes.unremovable());
        all.put(Aspect.NOT_CANDIDATES, nodes.notCandidates());
        all.put(Aspect.UTILIZATION, nodes.utilization());
        JsonNode later = expected.get("deletedAfterUnneededTime");
        if (later != null) {
            String after = "PT" + later.get("after").asString().toUpperCase(Locale.ROOT);
            Decision second = world.decideAgain(decision, Duration.parse(after));
            all.put(Aspect.DELETIONS, nodes.removals(later, second));
        }
        return all;
    }

    private List<String> health() {
        boolean healthy = expected.get("clusterHealthy").asBoolean();
        return healthy == decision.health().healthy()
                ? List.of()
                : List.of("expected healthy=" + healthy);
    }

    private List<String> scaleUp() {
        List<String> theirs = new ArrayList<>();
        for (JsonNode each : expected.get("scaleUp")) {
            theirs.add(
                    "%s %d to %d"
                            .formatted(
                                    each.get("nodeGroup").asString(),
                                    each.get("from").asInt(),
                                    each.get("to").asInt()));
        }
        List<String> ours = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Action.ScaleUp each : decision.scaleUps()) {
            ours.add("%s %d to %d".formatted(each.nodeGroup(), each.from(), each.to()));
            reasons.add(each.reason());
        }
        theirs.sort(null);
        ours.sort(null);
        return theirs.equals(ours)
                ? List.of()
                : List.of("expected %s, was %s %s".formatted(theirs, ours, reasons));
    }
}
