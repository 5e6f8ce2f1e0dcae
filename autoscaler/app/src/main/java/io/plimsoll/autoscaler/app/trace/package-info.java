/** OpenTelemetry traces of loops, where the surroundings ask for them. */
@NullMarked
package io.plimsoll.autoscaler.app.trace;

import org.jspecify.annotations.NullMarked;
