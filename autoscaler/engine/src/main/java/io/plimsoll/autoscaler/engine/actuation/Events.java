package io.plimsoll.autoscaler.engine.actuation;

import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.decision.answer.Action.GiveBack;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.Reporter;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import io.plimsoll.autoscaler.engine.port.Reporter.Severity;
import java.time.Duration;
import java.time.Instant;

/** The Kubernetes events of Cluster Autoscaler: its reasons, and messages of the same form. */
public final class Events {
    private final Reporter reporter;
    private final ObjectReference statusObject;

    public Events(Reporter reporter, ObjectReference statusObject) {
        this.reporter = reporter;
        this.statusObject = statusObject;
    }

    public void triggeredScaleUp(ObjectKey pod, ScaleUp scaleUp, int max) {
        onPod(
                pod,
                "TriggeredScaleUp",
                "pod triggered scale-up: [{%s %d->%d (max: %d)}]"
                        .formatted(scaleUp.nodeGroup(), scaleUp.from(), scaleUp.to(), max));
    }

    public void notTriggeredScaleUp(ObjectKey pod, String reasons) {
        onPod(pod, "NotTriggerScaleUp", "pod didn't trigger scale-up: " + reasons);
    }

    void scalingUp(ScaleUp scaleUp, int max) {
        onStatus(
                Severity.NORMAL,
                "ScaledUpGroup",
                "Scale-up: setting group %s size to %d instead of %d (max: %d)"
                        .formatted(scaleUp.nodeGroup(), scaleUp.to(), scaleUp.from(), max));
    }

    void scaledUp(ScaleUp scaleUp, int max) {
        onStatus(
                Severity.NORMAL,
                "ScaledUpGroup",
                "Scale-up: group %s size set to %d instead of %d (max: %d)"
                        .formatted(scaleUp.nodeGroup(), scaleUp.to(), scaleUp.from(), max));
    }

    void scaleUpRefused(String group, String problem) {
        onStatus(
                Severity.WARNING,
                "FailedToScaleUpGroup",
                "Scale-up failed for group %s: %s".formatted(group, problem));
    }

    void launchFailed(String group, Problem problem) {
        onStatus(
                Severity.WARNING,
                "ScaleUpFailed",
                "Failed adding nodes to group %s: %s: %s"
                        .formatted(group, problem.kind(), problem.message()));
    }

    void scaleUpTimedOut(String group, Duration maxProvisionTime) {
        onStatus(
                Severity.WARNING,
                "ScaleUpTimedOut",
                "Nodes added to group %s failed to register within %s"
                        .formatted(group, DurationText.of(maxProvisionTime)));
    }

    void unregisteredEnded(String instance) {
        onStatus(Severity.NORMAL, "DeleteUnregistered", "Removed unregistered node " + instance);
    }

    void unregisteredStays(String instance, String problem) {
        onStatus(
                Severity.WARNING,
                "DeleteUnregisteredFailed",
                "Failed to remove node %s: %s".formatted(instance, problem));
    }

    public void clusterUnhealthy(String message) {
        onStatus(Severity.WARNING, "ClusterUnhealthy", message);
    }

    /** {@code --max-nodes-total} keeps pods Pending. */
    public void maxNodesTotalReached() {
        onStatus(Severity.WARNING, "MaxNodesTotalReached", "Max total nodes in cluster reached");
    }

    /** A pod that would not leave a node; the node stays because of it. */
    void podStays(ObjectKey pod, String problem) {
        reporter.event(
                new ObjectReference("Pod", pod.namespace(), pod.name()),
                Severity.WARNING,
                "ScaleDownFailed",
                "failed to delete pod for ScaleDown: " + problem);
    }

    void removalStarted(String node, boolean isDrain) {
        onNode(node, Severity.NORMAL, "ScaleDown", "marked the node as toBeDeleted/unschedulable");
        onStatus(
                Severity.NORMAL,
                isDrain ? "ScaleDown" : "ScaleDownEmpty",
                isDrain
                        ? "Scale-down: removing node %s with drain".formatted(node)
                        : "Scale-down: removing empty node %s".formatted(node));
    }

    void interrupted(String node, String why, Instant by) {
        onNode(
                node,
                Severity.WARNING,
                "Interrupted",
                "marked the node: %s, by %s".formatted(why, by));
    }

    void podEvicted(ObjectKey pod) {
        onPod(pod, "ScaleDown", "deleting pod for node scale down");
    }

    void removed(String node) {
        onNode(node, Severity.NORMAL, "ScaleDown", "nodes removed by cluster autoscaler");
    }

    void removalFailed(String node, String problem) {
        onNode(
                node,
                Severity.WARNING,
                "ScaleDownFailed",
                "failed to drain or delete the node: " + problem);
    }

    void replacementBegun(String node, String reason) {
        onNode(node, Severity.NORMAL, "Consolidation", "marked the node to be replaced: " + reason);
    }

    void replacementEnded(String node) {
        onNode(node, Severity.NORMAL, "Consolidation", "the node keeps its place");
    }

    public void keepingFailed(String node, String problem) {
        onNode(
                node,
                Severity.WARNING,
                "Consolidation",
                "failed to take the mark off the node: " + problem);
    }

    void cleanedUp(String node) {
        onNode(
                node,
                Severity.NORMAL,
                "ClusterAutoscalerCleanup",
                "marking the node as schedulable");
    }

    public void cleanUpFailed(String node, String problem) {
        onNode(
                node,
                Severity.WARNING,
                "ClusterAutoscalerCleanup",
                "failed to mark the node as schedulable: " + problem);
    }

    /**
     * @param isCandidate as the mark on the node should say
     */
    public void softTaintFailed(String node, boolean isCandidate, String problem) {
        onNode(
                node,
                Severity.WARNING,
                "SoftTaintFailed",
                "failed to mark the node as %s: %s"
                        .formatted(
                                isCandidate ? "a deletion candidate" : "no deletion candidate",
                                problem));
    }

    public void giveBackFailed(GiveBack giveBack, String problem) {
        onStatus(
                Severity.WARNING,
                "FailedToGiveBack",
                "Failed to set group %s size to %d instead of %d: %s"
                        .formatted(giveBack.nodeGroup(), giveBack.to(), giveBack.from(), problem));
    }

    private void onPod(ObjectKey pod, String reason, String message) {
        reporter.event(
                new ObjectReference("Pod", pod.namespace(), pod.name()),
                Severity.NORMAL,
                reason,
                message);
    }

    private void onNode(String node, Severity severity, String reason, String message) {
        reporter.event(new ObjectReference("Node", "", node), severity, reason, message);
    }

    private void onStatus(Severity severity, String reason, String message) {
        reporter.event(statusObject, severity, reason, message);
    }
}
