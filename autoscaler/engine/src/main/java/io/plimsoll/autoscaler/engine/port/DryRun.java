package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A cluster and a cloud that somebody else looks after: they are seen with the brake pulled for
 * good, and whoever writes all the same is at fault.
 */
final class DryRun implements ClusterApi, CloudProvider {

    private static final Brake PULLED = new Brake.Pulled("--dry-run");

    private final ClusterApi cluster;
    private final CloudProvider cloud;

    DryRun(Ports ports) {
        this.cluster = ports.cluster();
        this.cloud = ports.cloud();
    }

    @Override
    public Cluster observe() {
        return cluster.observe().with(PULLED);
    }

    @Override
    public List<Pod> podsOn(String node) {
        return cluster.podsOn(node);
    }

    @Override
    public void edit(Node seen, NodeEdit edit) {
        throw refused("edit of node " + seen.name());
    }

    @Override
    public Eviction evict(ObjectKey pod, String uid, Duration gracePeriod) {
        throw refused("eviction of " + pod);
    }

    @Override
    public List<NodeGroup> nodeGroups() {
        return cloud.nodeGroups();
    }

    @Override
    public void setTargetSize(String nodeGroup, int expected, int size) {
        throw refused("size of node group " + nodeGroup);
    }

    @Override
    public void terminate(String nodeGroup, NodeGroup.Instance expected) {
        throw refused("end of instance " + expected.id());
    }

    @Override
    public void end(String nodeGroup, NodeGroup.Instance expected, Sequel sequel) {
        throw refused("end of interrupted instance " + expected.id());
    }

    @Override
    public List<LaunchFailure> launchFailures(String nodeGroup, Instant since) {
        return cloud.launchFailures(nodeGroup, since);
    }

    private static IllegalStateException refused(String write) {
        return new IllegalStateException("a dry run writes nothing: " + write);
    }
}
