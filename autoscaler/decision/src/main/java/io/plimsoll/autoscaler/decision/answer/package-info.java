/** What a decision says: a verdict for every pod and node, and what to do. */
@NullMarked
package io.plimsoll.autoscaler.decision.answer;

import org.jspecify.annotations.NullMarked;
