/**
 * Kubernetes and cloud objects, cut to what decisions need; immutable, exact, without units left to
 * guess.
 */
@NullMarked
package io.plimsoll.autoscaler.decision.model;

import org.jspecify.annotations.NullMarked;
