/** The node autoscaler's Deployment and what it may do. */
@NullMarked
package io.plimsoll.charts8s.nodeautoscaler;

import org.jspecify.annotations.NullMarked;
