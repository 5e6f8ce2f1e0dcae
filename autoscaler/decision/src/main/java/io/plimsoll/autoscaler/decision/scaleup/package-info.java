/** Which group grows by how many nodes, for which pods. */
@NullMarked
package io.plimsoll.autoscaler.decision.scaleup;

import org.jspecify.annotations.NullMarked;
