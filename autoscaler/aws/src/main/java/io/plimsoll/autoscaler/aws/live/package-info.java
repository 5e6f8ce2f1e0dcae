/** Parts of node templates asked of AWS itself, and remembered for a while. */
@NullMarked
package io.plimsoll.autoscaler.aws.live;

import org.jspecify.annotations.NullMarked;
