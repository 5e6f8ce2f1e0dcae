/** Kubernetes objects as the API server serves them, turned into the decision core's records. */
@NullMarked
package io.plimsoll.autoscaler.kubernetes.objects;

import org.jspecify.annotations.NullMarked;
