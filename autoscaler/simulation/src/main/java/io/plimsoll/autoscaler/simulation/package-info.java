/** A world on the engine's ports that runs in virtual time: same seed, same history. */
@NullMarked
package io.plimsoll.autoscaler.simulation;

import org.jspecify.annotations.NullMarked;
