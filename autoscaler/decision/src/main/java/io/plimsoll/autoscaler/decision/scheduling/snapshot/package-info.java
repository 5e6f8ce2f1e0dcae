/** Nodes, pods and what is counted of them, with a journal to take changes back. */
@NullMarked
package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import org.jspecify.annotations.NullMarked;
