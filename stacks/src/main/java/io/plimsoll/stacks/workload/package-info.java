/** What a deployment puts onto the nodes. */
@NullMarked
package io.plimsoll.stacks.workload;

import org.jspecify.annotations.NullMarked;
