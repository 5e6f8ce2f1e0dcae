/** The adapter against a real control plane, with exactly the rights that it says it needs. */
@NullMarked
package io.plimsoll.autoscaler.kubernetes.real;

import org.jspecify.annotations.NullMarked;
