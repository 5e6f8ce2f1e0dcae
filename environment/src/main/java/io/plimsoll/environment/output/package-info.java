/** The folders that commands write: nothing half-written, and nobody else's file ever touched. */
@NullMarked
package io.plimsoll.environment.output;

import org.jspecify.annotations.NullMarked;
