/** What a decision is asked with: what was observed, what earlier loops left behind, the flags. */
@NullMarked
package io.plimsoll.autoscaler.decision.question;

import org.jspecify.annotations.NullMarked;
