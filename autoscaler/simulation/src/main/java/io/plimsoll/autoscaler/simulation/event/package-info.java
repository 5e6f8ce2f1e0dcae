/** What happens in a simulated world, as a stream of typed events. */
@NullMarked
package io.plimsoll.autoscaler.simulation.event;

import org.jspecify.annotations.NullMarked;
