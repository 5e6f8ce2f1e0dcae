/** Cluster Autoscaler's flags: which there are, and what their values may be. */
@NullMarked
package io.plimsoll.environment.flags;

import org.jspecify.annotations.NullMarked;
