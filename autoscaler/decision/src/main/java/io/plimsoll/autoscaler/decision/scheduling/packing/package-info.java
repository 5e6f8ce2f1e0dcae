/** Which pods go onto which nodes, there or to come. */
@NullMarked
package io.plimsoll.autoscaler.decision.scheduling.packing;

import org.jspecify.annotations.NullMarked;
