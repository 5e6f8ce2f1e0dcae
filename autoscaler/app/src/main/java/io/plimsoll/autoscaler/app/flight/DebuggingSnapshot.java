package io.plimsoll.autoscaler.app.flight;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.engine.port.Reporter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the last loop saw, as Cluster Autoscaler's {@code /snapshotz} lays it out; of the objects
 * only what decisions look at. The last loop is answered at once, where upstream waits for the
 * next.
 *
 * @see <a href="https://github.com/kubernetes/autoscaler">{@code debuggingsnapshot}</a>
 */
public final class DebuggingSnapshot implements Reporter {

    private volatile Optional<LoopReport> last = Optional.empty();

    private record NodeWithPods(
            @JsonProperty("Node") Node node, @JsonProperty("Pods") List<Pod> pods) {}

    private record Document(
            @JsonProperty("NodeList") List<NodeWithPods> nodeList,
            @JsonProperty("UnscheduledPodsCanBeScheduled") List<String> fitting,
            @JsonProperty("Error") String error,
            @JsonProperty("StartTimestamp") String start,
            @JsonProperty("TemplateNodes") SortedMap<String, NodeWithPods> templateNodes,
            @JsonProperty("Decision") Decision decision) {}

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {}

    @Override
    public void loopEnded(LoopReport report) {
        last = Optional.of(report);
    }

    /** May be asked for from any thread. */
    public String json() {
        return last.map(DebuggingSnapshot::document)
                .map(FlightJson.MAPPER::writeValueAsString)
                .orElse("{\"Error\":\"no loop has ended yet\"}");
    }

    private static Document document(LoopReport report) {
        Observation seen = report.observation();
        Map<String, List<Pod>> pods =
                seen.cluster().pods().stream()
                        .filter(pod -> pod.spec().nodeName().isPresent())
                        .collect(Collectors.groupingBy(pod -> pod.spec().nodeName().orElseThrow()));
        SortedMap<String, NodeWithPods> templates = new TreeMap<>();
        for (NodeGroup group : seen.nodeGroups()) {
            if (group.template() instanceof NodeGroup.Template.Known(var template)) {
                templates.put(group.name(), new NodeWithPods(template.node(), List.of()));
            }
        }
        return new Document(
                seen.cluster().nodes().stream()
                        .map(node ->
                                new NodeWithPods(node, pods.getOrDefault(node.name(), List.of())))
                        .toList(),
                report.decision().pods().stream()
                        .filter(PodVerdict.FitsExistingNode.class::isInstance)
                        .map(verdict -> verdict.pod().toString())
                        .toList(),
                report.isSuccess() ? "" : report.decision().health().message(),
                report.time().toString(),
                templates,
                report.decision());
    }
}
