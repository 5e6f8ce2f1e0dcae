/** What kube-state-metrics told Prometheus of a cluster, as the trace of a flight record. */
@NullMarked
package io.plimsoll.demo.prometheus;

import org.jspecify.annotations.NullMarked;
