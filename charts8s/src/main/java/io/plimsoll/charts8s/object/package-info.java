/** Typed Kubernetes objects, what all of ours have in common, and their way into cdk8s. */
@NullMarked
package io.plimsoll.charts8s.object;

import org.jspecify.annotations.NullMarked;
