/** What the workloads stand on: namespaces and the metrics that a HorizontalPodAutoscaler reads. */
@NullMarked
package io.plimsoll.charts8s.platform;

import org.jspecify.annotations.NullMarked;
