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
    /** Two more are added only for host networking, and not modelled. */
    private static final List<Toleration> TOLERATIONS =
            List.of(
                    exists("node.kubernetes.io/not-ready", Taint.Effect.NO_EXECUTE),
                    exists("node.kubernetes.io/unreachable", Taint.Effect.NO_EXECUTE),
                    exists("node.kubernetes.io/disk-pressure", Taint.Effect.NO_SCHEDULE),
                    exists("node.kubernetes.io/memory-pressure", Taint.Effect.NO_SCHEDULE),
                    exists("node.kubernetes.io/pid-pressure", Taint.Effect.NO_SCHEDULE),
                    exists("node.kubernetes.io/unschedulable", Taint.Effect.NO_SCHEDULE),
                    // In the cluster these pods get past a node that is not ready by their
                    // NoExecute toleration and host networking; here this is one rule.
                    exists("node.kubernetes.io/not-ready", Taint.Effect.NO_SCHEDULE));

    private static final String NODE_NAME = "metadata.name";
    private static final NodeSelectorTerm ANYWHERE = new NodeSelectorTerm(List.of(), List.of());

    private PinnedPods() {}

    static PodTemplate tolerant(PodTemplate template) {
        Pod.NodePlacement placement = template.pod().spec().constraints().node();
        return placed(
                template,
                new Pod.NodePlacement(
                        placement.selector(),
                        placement.affinity(),
                        Stream.concat(placement.tolerations().stream(), TOLERATIONS.stream())
                                .toList()));
    }

    static PodTemplate pinned(PodTemplate template, String node) {
        Requirement name = new Requirement(NODE_NAME, Requirement.Operator.IN, List.of(node));
        Pod.NodePlacement placement = template.pod().spec().constraints().node();
        List<NodeSelectorTerm> terms =
                placement.affinity().orElse(List.of(ANYWHERE)).stream()
                        .map(term -> new NodeSelectorTerm(term.labels(), List.of(name)))
                        .toList();
        return placed(
                template,
                new Pod.NodePlacement(
                        placement.selector(), Optional.of(terms), placement.tolerations()));
    }

    /** On the node, or pinned to it and on the way there. */
    static boolean isFor(SimulatedPod pod, String node) {
        return pod.isOn(node)
                || pod.pod().spec().constraints().node().affinity().stream()
                        .flatMap(List::stream)
                        .flatMap(term -> term.fields().stream())
                        .anyMatch(field -> field.values().contains(node));
    }

    /** The pod without its requests, to ask everything of a node but room. */
    static Pod weightless(PodTemplate template) {
        Pod pod = template.pod();
        return withSpec(
                pod,
                new Pod.Spec(
                        Optional.empty(),
                        Resources.NONE,
                        Resources.NONE,
                        pod.spec().constraints(),
                        pod.spec().policy()));
    }

    private static PodTemplate placed(PodTemplate template, Pod.NodePlacement placement) {
        Pod pod = template.pod();
        Pod.Constraints constraints = pod.spec().constraints();
        Pod.Spec spec =
                new Pod.Spec(
                        Optional.empty(),
                        pod.spec().requests(),
                        pod.spec().containerRequests(),
                        new Pod.Constraints(
                                placement,
                                constraints.pods(),
                                constraints.hostPorts(),
                                constraints.volumes()),
                        pod.spec().policy());
        return new PodTemplate(withSpec(pod, spec), template.image(), template.cpuLimitMilli());
    }

    private static Pod withSpec(Pod pod, Pod.Spec spec) {
        return new Pod(pod.key(), pod.metadata(), pod.controller(), spec, pod.status());
    }

    private static Toleration exists(String key, Taint.Effect effect) {
        return new Toleration(key, Toleration.Operator.EXISTS, "", Optional.of(effect));
    }
}
