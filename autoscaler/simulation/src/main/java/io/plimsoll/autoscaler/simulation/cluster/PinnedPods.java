package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.NodeSelectorTerm;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the DaemonSet controller makes of a template: tolerations, and a pin to one node. */
final class PinnedPods {
    /**
     * In the cluster these pods get past a node that is not ready by their NoExecute toleration and
     * host networking; here this is one rule.
     */
    private static final List<Toleration> TOLERATIONS =
            Stream.concat(
                            Toleration.OF_DAEMON_SETS.stream(),
                            Stream.of(
                                    Toleration.exists(
                                            "node.kubernetes.io/not-ready",
                                            Taint.Effect.NO_SCHEDULE)))
                    .toList();

    private static final String NODE_NAME = "metadata.name";
    private static final NodeSelectorTerm ANYWHERE = new NodeSelectorTerm(List.of(), List.of());

    private PinnedPods() {}

    static PodTemplate tolerant(PodTemplate template) {
        return placed(template, placement(template).tolerating(TOLERATIONS));
    }

    static PodTemplate pinned(PodTemplate template, String node) {
        Requirement name = new Requirement(NODE_NAME, Requirement.Operator.IN, List.of(node));
        Pod.NodePlacement placement = placement(template);
        List<NodeSelectorTerm> terms =
                placement.affinity().orElse(List.of(ANYWHERE)).stream()
                        .map(term -> new NodeSelectorTerm(term.labels(), List.of(name)))
                        .toList();
        return placed(
                template,
                new Pod.NodePlacement(
                        placement.selector(), Optional.of(terms), placement.tolerations()));
    }

    /** Where it is, or what it is pinned to and on the way to. */
    static Stream<String> nodes(SimulatedPod pod) {
        return Stream.concat(
                pod.node().stream(),
                pod.pod().spec().constraints().node().affinity().stream()
                        .flatMap(List::stream)
                        .flatMap(term -> term.fields().stream())
                        .flatMap(field -> field.values().stream()));
    }

    /** The pod without its requests, to ask everything of a node but room. */
    static Pod weightless(PodTemplate template) {
        Pod pod = template.pod();
        return pod.with(
                new Pod.Spec(
                        Optional.empty(),
                        Resources.NONE,
                        Resources.NONE,
                        pod.spec().constraints(),
                        pod.spec().policy()));
    }

    private static Pod.NodePlacement placement(PodTemplate template) {
        return template.pod().spec().constraints().node();
    }

    private static PodTemplate placed(PodTemplate template, Pod.NodePlacement placement) {
        return new PodTemplate(
                template.pod().unbound().with(placement),
                template.image(),
                template.cpuLimitMilli());
    }
}
