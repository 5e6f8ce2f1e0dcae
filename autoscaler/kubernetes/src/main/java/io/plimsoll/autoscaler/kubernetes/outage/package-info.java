/** Trouble with the API server, told once. */
@NullMarked
package io.plimsoll.autoscaler.kubernetes.outage;

import org.jspecify.annotations.NullMarked;
