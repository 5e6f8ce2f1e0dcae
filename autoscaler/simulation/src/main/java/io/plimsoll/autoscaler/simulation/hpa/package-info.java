/** The HorizontalPodAutoscaler's algorithm, pure: what Kubernetes documents and 1.29 does. */
@NullMarked
package io.plimsoll.autoscaler.simulation.hpa;

import org.jspecify.annotations.NullMarked;
