package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.util.List;

/** The cloud that runs the node groups. Every call may throw {@link CloudException}. */
public interface CloudProvider {

    /**
     * All groups under the autoscaler's care, with their instances; may be cached, but never older
     * than a minute, and what this object itself changed ({@link #setTargetSize}, {@link
     * #terminate}) shows at once.
     */
    List<NodeGroup> nodeGroups();

    /** Asks for {@code size} nodes in all. Idempotent. */
    void setTargetSize(String nodeGroup, int size);

    /**
     * Ends an instance and lowers its group's target by one. An instance that is ending or gone is
     * no error, and then the target is not lowered again.
     */
    void terminate(String nodeGroup, String instanceId);

    /** Failures to launch that the cloud has noted since the last call, oldest first. */
    List<LaunchFailure> launchFailures();

    record LaunchFailure(String nodeGroup, CloudException.Category category, String message) {}
}
