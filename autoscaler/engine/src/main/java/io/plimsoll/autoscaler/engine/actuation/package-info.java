/** Carries decisions out, in steps that may be repeated and cut off anywhere. */
@NullMarked
package io.plimsoll.autoscaler.engine.actuation;

import org.jspecify.annotations.NullMarked;
