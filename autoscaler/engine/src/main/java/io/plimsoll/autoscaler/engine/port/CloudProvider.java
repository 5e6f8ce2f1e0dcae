package io.plimsoll.autoscaler.engine.port;

import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The cloud that runs the node groups. Every call may throw {@link CloudException}.
 *
 * <p>A write says what it expects. The implementation reads the group freshly before it writes, and
 * refuses with {@link CloudException.Category#CHANGED} where it finds another world than the
 * decision saw; then {@link #nodeGroups} is fresh the next time.
 */
public interface CloudProvider {

    /**
     * All groups under the autoscaler's care, with their instances; may be cached, but never older
     * than a minute, and what this object itself changed ({@link #setTargetSize}, {@link
     * #terminate}) shows at once.
     */
    List<NodeGroup> nodeGroups();

    /**
     * Asks for {@code size} nodes in all. A group that has that size already is left as it is, so
     * that a call whose answer was lost may be repeated.
     *
     * <p>No instance ends by this: it is refused as changed when the size now is another than
     * {@code expected}, or when more instances than {@code size} are there.
     *
     * @param expected the size that the decision saw
     * @throws CloudException {@link CloudException.Category#INVALID_REQUEST} beside, when {@code
     *     size} is out of the group's bounds or there is no such group
     */
    void setTargetSize(String nodeGroup, int expected, int size);

    /**
     * Ends an instance and lowers its group's target by one. An instance that is ending already is
     * no error, and then the target is not lowered again.
     *
     * <p>It is refused as changed when the group has the instance no more, when the instance is in
     * another state than expected, or when the group would be left with less than its minimum,
     * wanted or there.
     *
     * @param expected the instance as the decision saw it
     * @throws CloudException {@link CloudException.Category#INVALID_REQUEST} beside, when there is
     *     no such group
     */
    void terminate(String nodeGroup, Instance expected);

    /**
     * Ends an instance that is lost anyway, so the group's minimum does not hold it. An instance
     * that is ending already is no error, and then the target stays.
     *
     * <p>It is refused as changed when the group has the instance no more, or when the instance is
     * in another state than expected. {@link Sequel#SMALLER} is refused as changed, too, when the
     * target is at its minimum, or when more instances are there than are wanted: the cloud would
     * choose another one to end.
     *
     * @param expected the instance as the decision saw it
     * @throws CloudException {@link CloudException.Category#INVALID_REQUEST} beside, when there is
     *     no such group
     */
    void end(String nodeGroup, Instance expected, Sequel sequel);

    /**
     * The group's launches that failed at {@code since} or later and that the cloud still tells of,
     * oldest first. It tells of each as often as it is asked.
     */
    List<LaunchFailure> launchFailures(String nodeGroup, Instant since);

    /**
     * One launch that failed.
     *
     * @param time when it failed
     * @param message what the cloud said
     */
    record LaunchFailure(
            String nodeGroup,
            Instant time,
            CloudException.Category category,
            String message,
            Place place) {}

    /**
     * What could not be launched where; each empty where the cloud does not say.
     *
     * @param instanceType such as {@code t3.large}
     * @param zone such as {@code us-west-1a}
     */
    record Place(Optional<String> instanceType, Optional<String> zone) {
        public static final Place UNKNOWN = new Place(Optional.empty(), Optional.empty());
    }
}
