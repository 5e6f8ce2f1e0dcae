/** Nodes by number: what is free on each, and which of them are alike. */
@NullMarked
package io.plimsoll.autoscaler.decision.scheduling.node;

import org.jspecify.annotations.NullMarked;
