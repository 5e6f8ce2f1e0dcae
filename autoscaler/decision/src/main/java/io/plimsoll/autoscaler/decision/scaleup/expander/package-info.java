/** How to choose among groups that could help, one strategy a file. */
@NullMarked
package io.plimsoll.autoscaler.decision.scaleup.expander;

import org.jspecify.annotations.NullMarked;
