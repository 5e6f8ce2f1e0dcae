/** What watches said last, converted once for each change. */
@NullMarked
package io.plimsoll.autoscaler.kubernetes.cache;

import org.jspecify.annotations.NullMarked;
