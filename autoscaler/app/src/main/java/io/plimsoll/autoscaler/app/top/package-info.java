/** Nodes, pods and what the autoscaler thinks of them, on a terminal. */
@NullMarked
package io.plimsoll.autoscaler.app.top;

import org.jspecify.annotations.NullMarked;
