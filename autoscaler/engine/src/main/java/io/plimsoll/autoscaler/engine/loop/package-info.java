/** Observe, decide, act, report: one loop at a time, on any clock. */
@NullMarked
package io.plimsoll.autoscaler.engine.loop;

import org.jspecify.annotations.NullMarked;
