package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A cluster, a cloud and the autoscaler between them, in which a story is played: what is done to
 * them, and what is seen of them. Confined to one thread.
 */
public interface World {

    /** What kind of a world it is, in one word: {@code simulation}, {@code kubernetes}. */
    String place();

    Instant now();

    /** Since the world's start. */
    Duration elapsed();

    /** Lets time pass; nothing that is asked of this world changes but here. */
    void runFor(Duration duration);

    void setHpaMax(ObjectKey hpa, int max);

    /**
     * @throws IllegalArgumentException when a Job of that name runs already
     */
    void createJob(JobSpec job);

    /** Takes the Job and its pods away; one that is not there is no error. */
    void deleteJob(ObjectKey job);

    /** Tells {@code listener} of each event from now on, as it happens. */
    void onEvent(Consumer<WorldEvent> listener);

    /** Everything that happened so far, in order. */
    List<WorldEvent> events();

    /** What {@code kubectl get} would show now. */
    ClusterView view();

    /** The objects of the cluster, as the autoscaler sees them. */
    Cluster cluster();

    /** Desired capacity of every group. */
    SortedMap<String, Integer> desiredCapacity();

    /** What the instances that are there now cost in an hour, in millionths of a US dollar. */
    long microUsdPerHour();

    /** What all instances cost since the start, in millionths of a US dollar, rounded down. */
    long microUsdSpent();
}
