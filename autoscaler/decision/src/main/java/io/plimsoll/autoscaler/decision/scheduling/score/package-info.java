/** Which of the nodes that would take a pod gets it. */
@NullMarked
package io.plimsoll.autoscaler.decision.scheduling.score;

import org.jspecify.annotations.NullMarked;
