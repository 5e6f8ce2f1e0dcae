/** Which domain each node is in, and how many pods of a kind run in each domain. */
@NullMarked
package io.plimsoll.autoscaler.decision.scheduling.topology;

import org.jspecify.annotations.NullMarked;
