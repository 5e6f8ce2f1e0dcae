/** Nodes that are broken for too long. */
@NullMarked
package io.plimsoll.autoscaler.decision.repair;

import org.jspecify.annotations.NullMarked;
