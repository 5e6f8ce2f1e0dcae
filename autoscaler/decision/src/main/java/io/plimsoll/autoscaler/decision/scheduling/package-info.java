/**
 * Does this pod fit on that node? The default kube-scheduler filters over an in-memory cluster
 * snapshot.
 */
@NullMarked
package io.plimsoll.autoscaler.decision.scheduling;

import org.jspecify.annotations.NullMarked;
