/** Why something was decided, with figures: for people who ask, not for the loop. */
@NullMarked
package io.plimsoll.autoscaler.decision.inquiry;

import org.jspecify.annotations.NullMarked;
