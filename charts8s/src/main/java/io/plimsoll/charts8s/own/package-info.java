/** Workloads beside Kong that the environment takes along. */
@NullMarked
package io.plimsoll.charts8s.own;

import org.jspecify.annotations.NullMarked;
