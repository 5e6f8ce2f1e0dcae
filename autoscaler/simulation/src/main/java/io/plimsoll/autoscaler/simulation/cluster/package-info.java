/** A Kubernetes cluster in virtual time: API objects, controllers, scheduler and kubelets. */
@NullMarked
package io.plimsoll.autoscaler.simulation.cluster;

import org.jspecify.annotations.NullMarked;
