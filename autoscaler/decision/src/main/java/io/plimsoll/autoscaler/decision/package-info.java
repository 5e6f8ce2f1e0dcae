/** What was observed, what is decided, and the one function between them. */
@NullMarked
package io.plimsoll.autoscaler.decision;

import org.jspecify.annotations.NullMarked;
