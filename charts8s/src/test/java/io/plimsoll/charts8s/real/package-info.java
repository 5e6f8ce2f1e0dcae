/** Tests against a real API server; profile {@code real}. */
@NullMarked
package io.plimsoll.charts8s.real;

import org.jspecify.annotations.NullMarked;
