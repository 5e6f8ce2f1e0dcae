/** Managed node groups, and what the autoscaler needs to know about their Auto Scaling groups. */
@NullMarked
package io.plimsoll.stacks.nodegroup;

import org.jspecify.annotations.NullMarked;
