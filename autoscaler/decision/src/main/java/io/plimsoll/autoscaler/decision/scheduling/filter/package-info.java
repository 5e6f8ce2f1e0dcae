/** The filters of the default kube-scheduler, one a file, and the search for nodes that pass. */
@NullMarked
package io.plimsoll.autoscaler.decision.scheduling.filter;

import org.jspecify.annotations.NullMarked;
