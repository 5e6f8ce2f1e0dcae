package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The ports, as long as this process leads. Leadership is asked for at each write; without it a
 * write throws {@link NotLeadingException}, and what is told to the cluster (events, the status) is
 * left to who leads. Reading is free.
 */
public final class WhileLeading implements ClusterApi, CloudProvider, InterruptionFeed, Reporter {

    /** Adapters see to it that no write takes longer. */
    public static final Duration LONGEST_WRITE = Duration.ofSeconds(5);

    private final Ports ports;

    WhileLeading(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Cluster observe() {
        return ports.cluster().observe();
    }

    @Override
    public List<Pod> podsOn(String node) {
        return ports.cluster().podsOn(node);
    }

    @Override
    public void edit(Node seen, NodeEdit edit) {
        mustLead("edit of node " + seen.name());
        ports.cluster().edit(seen, edit);
    }

    @Override
    public Eviction evict(ObjectKey pod, String uid, Duration gracePeriod) {
        mustLead("eviction of " + pod);
        return ports.cluster().evict(pod, uid, gracePeriod);
    }

    @Override
    public List<NodeGroup> nodeGroups() {
        return ports.cloud().nodeGroups();
    }

    @Override
    public void setTargetSize(String nodeGroup, int expected, int size) {
        mustLead("size of node group " + nodeGroup);
        ports.cloud().setTargetSize(nodeGroup, expected, size);
    }

    @Override
    public void terminate(String nodeGroup, NodeGroup.Instance expected) {
        mustLead("end of instance " + expected.id());
        ports.cloud().terminate(nodeGroup, expected);
    }

    @Override
    public void end(String nodeGroup, NodeGroup.Instance expected, Sequel sequel) {
        mustLead("end of interrupted instance " + expected.id());
        ports.cloud().end(nodeGroup, expected, sequel);
    }

    @Override
    public List<Notice> notices() {
        return ports.interruptions().notices();
    }

    @Override
    public void settle(Notice notice) {
        mustLead("settling of interruption notice " + notice.id());
        ports.interruptions().settle(notice);
    }

    @Override
    public List<LaunchFailure> launchFailures(String nodeGroup, Instant since) {
        return ports.cloud().launchFailures(nodeGroup, since);
    }

    @Override
    public void event(ObjectReference object, Severity severity, String reason, String message) {
        if (leads()) {
            ports.reporter().event(object, severity, reason, message);
        }
    }

    @Override
    public void status(ClusterStatus status) {
        if (leads()) {
            ports.reporter().status(status);
        }
    }

    @Override
    public void loopEnded(LoopReport report) {
        ports.reporter().loopEnded(report);
    }

    private void mustLead(String write) {
        if (!leads()) {
            throw new NotLeadingException(write);
        }
    }

    private boolean leads() {
        return ports.leadership().holdsFor(LONGEST_WRITE);
    }
}
