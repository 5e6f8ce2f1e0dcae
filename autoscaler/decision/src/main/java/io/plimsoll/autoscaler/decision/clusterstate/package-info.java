/** How the nodes and groups of an observation are doing: ready, missing, upcoming, backed off. */
@NullMarked
package io.plimsoll.autoscaler.decision.clusterstate;

import org.jspecify.annotations.NullMarked;
