/** Virtual time: it stands still until the simulation moves it. */
@NullMarked
package io.plimsoll.autoscaler.simulation.clock;

import org.jspecify.annotations.NullMarked;
