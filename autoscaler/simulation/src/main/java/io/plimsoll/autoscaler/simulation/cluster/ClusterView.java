package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;

/** What {@code kubectl get} would show now. */
public interface ClusterView {

    /**
     * @param wanted {@code spec.replicas}
     * @param pods those that are not on their way out
     * @param ready of them
     */
    record Replicas(int wanted, int pods, int ready) {}

    /**
     * @param utilizationPercent what the last sync saw; empty while there are no metrics
     */
    record HpaStatus(HpaSpec spec, Replicas target, OptionalInt utilizationPercent) {}

    /**
     * @param requestsPerSecond that clients mean to send
     * @param servedPerSecond of them, rounded down
     * @param latencyMillis mean time of a request that is served; empty where none is, and where
     *     requests queue up without bound
     */
    record Flow(
            long requestsPerSecond,
            long servedPerSecond,
            OptionalDouble latencyMillis,
            CpuBalance cpu) {}

    /**
     * In thousandths of a CPU.
     *
     * @param usedMilli by a Deployment's pods, rounded up
     * @param thereMilli of the nodes that they run on
     */
    record CpuBalance(long usedMilli, long thereMilli) {}

    /**
     * @param registered nodes
     * @param ready of them
     */
    record NodeCount(int registered, int ready) {
        NodeCount plus(boolean isReady) {
            return new NodeCount(registered + 1, isReady ? ready + 1 : ready);
        }
    }

    Replicas replicas(ObjectKey deployment);

    HpaStatus hpa(ObjectKey key);

    long requestsPerSecond(ObjectKey deployment);

    /** What becomes of the requests to a Deployment right now. */
    Flow flow(ObjectKey deployment);

    /** What the pods of each node use of it right now, in thousandths of a CPU, rounded up. */
    SortedMap<String, Long> usedMilliByNode();

    /** Phase Pending: unscheduled, or not started yet. */
    List<ObjectKey> pending();

    /** Pods that the scheduler could not place. */
    List<ObjectKey> unschedulable();

    /** By node group; groups without a node are left out. */
    SortedMap<String, NodeCount> nodes();
}
