package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.flight.GroupUse;
import java.util.List;

/**
 * What came of one way to run the node groups, and how it came.
 *
 * @param fleets each change of the instances
 * @param waits each change of how many pods waited for a node
 */
record Played(Side side, List<GroupUse.Fleet> fleets, List<Waits.Count> waits) {}
