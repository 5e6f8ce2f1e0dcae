package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.decision.answer.Action;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.NodeVerdict;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.answer.UnremovableReason;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.LoopReport.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reports of loops that grew the group kong from 2 to 4 for one pod, and kept one node. */
final class Reports {

    static final Instant START = Instant.parse("2026-03-05T21:40:00Z");

    private Reports() {}

    static LoopReport with(List<Outcome> outcomes) {
        ObjectKey pod = new ObjectKey("kong", "waiting");
        Decision decision =
                new Decision(
                        Decision.Health.OK,
                        List.of(new PodVerdict.TriggersScaleUp(pod, "kong")),
                        List.of(
                                new NodeVerdict.Unremovable(
                                        "n1",
                                        Optional.of("kong"),
                                        OptionalInt.empty(),
                                        UnremovableReason.NOT_UNDERUTILIZED,
                                        Optional.empty())),
                        List.of(new Action.ScaleUp("kong", 2, 4, List.of(pod), "for a test")));
        return new LoopReport(START, observation(), History.NONE, decision, outcomes);
    }

    /** Of a loop that saw the cluster so. */
    static LoopReport seen(ClusterView view) {
        LoopReport report = with(List.of());
        Observation seen =
                new Observation(
                        report.observation().cluster().with(view),
                        report.observation().nodeGroups());
        return new LoopReport(
                report.time(), seen, report.history(), report.decision(), report.outcomes());
    }

    /** Of a loop that decides to remove a node. */
    static LoopReport removing(
            String node, Map<ObjectKey, String> podsMoveTo, List<Outcome> outcomes) {
        Decision decision =
                new Decision(
                        Decision.Health.OK,
                        List.of(),
                        List.of(),
                        List.of(removal(node, podsMoveTo)));
        return new LoopReport(START, observation(), History.NONE, decision, outcomes);
    }

    static Action.NodeRemoval removal(String node, Map<ObjectKey, String> podsMoveTo) {
        return new Action.NodeRemoval(node, "kong", new TreeMap<>(podsMoveTo), "for a test");
    }

    private static Observation observation() {
        return new Observation(
                new Cluster(
                        List.of(),
                        List.of(),
                        Cluster.Controllers.NONE,
                        Storage.NONE,
                        Cluster.Namespaces.NONE),
                List.of(
                        new NodeGroup(
                                "kong",
                                new NodeGroup.Size(1, 6, 2),
                                List.of(),
                                new NodeGroup.Template.Unknown("for a test"),
                                NodeGroupOptions.NONE)));
    }
}
