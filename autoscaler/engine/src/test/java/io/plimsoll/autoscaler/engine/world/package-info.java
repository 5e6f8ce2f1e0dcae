/** A small world in memory, on a clock that tests set. */
@NullMarked
package io.plimsoll.autoscaler.engine.world;

import org.jspecify.annotations.NullMarked;
