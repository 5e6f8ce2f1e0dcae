package io.plimsoll.autoscaler.app.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DebuggingSnapshotTest {

    @Test
    void laysTheLastLoopOutAsClusterAutoscalerDoes() {
        DebuggingSnapshot snapshot = new DebuggingSnapshot();
        assertThat(snapshot.json()).isEqualTo("{\"Error\":\"no loop has ended yet\"}");
        snapshot.loopEnded(
                new LoopReport(
                        Instant.parse("2026-03-05T21:40:00Z"),
                        new Observation(new Cluster(List.of(), List.of()), List.of()),
                        History.NONE,
                        Decision.none(Decision.Health.OK),
                        List.of()));

        JsonNode read = JsonMapper.builder().build().readTree(snapshot.json());
        assertThat(read.propertyNames())
                .containsExactlyInAnyOrder(
                        "NodeList",
                        "UnscheduledPodsCanBeScheduled",
                        "Error",
                        "StartTimestamp",
                        "TemplateNodes",
                        "Decision");
        assertThat(read.path("StartTimestamp").asString()).isEqualTo("2026-03-05T21:40:00Z");
    }
}
