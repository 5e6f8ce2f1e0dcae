/** Which pods wait for a node: who counts, and whom the cluster has or will have room for. */
@NullMarked
package io.plimsoll.autoscaler.decision.intake;

import org.jspecify.annotations.NullMarked;
