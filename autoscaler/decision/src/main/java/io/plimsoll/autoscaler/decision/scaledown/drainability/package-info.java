/** The rules that say whether a pod may be moved off its node, one a file. */
@NullMarked
package io.plimsoll.autoscaler.decision.scaledown.drainability;

import org.jspecify.annotations.NullMarked;
