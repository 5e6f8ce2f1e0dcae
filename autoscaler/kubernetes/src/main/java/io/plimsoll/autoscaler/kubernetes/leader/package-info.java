/** One of several processes leads, by a Lease. */
@NullMarked
package io.plimsoll.autoscaler.kubernetes.leader;

import org.jspecify.annotations.NullMarked;
