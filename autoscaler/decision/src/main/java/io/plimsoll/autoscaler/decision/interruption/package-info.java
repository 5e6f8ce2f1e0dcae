/** Nodes that lose their machines: which pods leave now, and when the machine may go. */
@NullMarked
package io.plimsoll.autoscaler.decision.interruption;

import org.jspecify.annotations.NullMarked;
