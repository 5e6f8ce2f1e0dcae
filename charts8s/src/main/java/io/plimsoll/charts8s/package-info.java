/** The environment as Kubernetes manifests, by way of cdk8s. */
@NullMarked
package io.plimsoll.charts8s;

import org.jspecify.annotations.NullMarked;
