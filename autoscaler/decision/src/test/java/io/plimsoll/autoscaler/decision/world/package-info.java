/** Builds whole clusters in a few lines, for tests. */
@NullMarked
package io.plimsoll.autoscaler.decision.world;

import org.jspecify.annotations.NullMarked;
