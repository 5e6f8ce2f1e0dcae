/** What AWS announces of instances, in a queue for the node autoscaler. */
@NullMarked
package io.plimsoll.stacks.interruption;

import org.jspecify.annotations.NullMarked;
