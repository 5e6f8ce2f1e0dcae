/** Which nodes are unneeded, and what stands in the way of removing the others. */
@NullMarked
package io.plimsoll.autoscaler.decision.scaledown;

import org.jspecify.annotations.NullMarked;
