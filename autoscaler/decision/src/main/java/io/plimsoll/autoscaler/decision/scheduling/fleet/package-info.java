/** Packing onto new nodes of many templates at the least cost. */
@NullMarked
package io.plimsoll.autoscaler.decision.scheduling.fleet;

import org.jspecify.annotations.NullMarked;
