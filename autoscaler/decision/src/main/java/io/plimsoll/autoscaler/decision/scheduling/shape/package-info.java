/** What the scheduler sees of a pod, once for all pods that are alike. */
@NullMarked
package io.plimsoll.autoscaler.decision.scheduling.shape;

import org.jspecify.annotations.NullMarked;
