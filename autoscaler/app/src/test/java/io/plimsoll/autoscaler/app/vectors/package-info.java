/** Whole decisions of Cluster Autoscaler 1.29.5, replayed through ours. */
@NullMarked
package io.plimsoll.autoscaler.app.vectors;

import org.jspecify.annotations.NullMarked;
