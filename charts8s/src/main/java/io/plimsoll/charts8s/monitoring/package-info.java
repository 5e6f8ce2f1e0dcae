/** Metrics, alerts and a dashboard for clusters that run the Prometheus operator and Grafana. */
@NullMarked
package io.plimsoll.charts8s.monitoring;

import org.jspecify.annotations.NullMarked;
