/** Which nodes others would serve for less, and what has to come before they go. */
@NullMarked
package io.plimsoll.autoscaler.decision.consolidation;

import org.jspecify.annotations.NullMarked;
