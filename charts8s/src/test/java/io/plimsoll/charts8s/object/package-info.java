/** Tests of what all objects have in common. */
@NullMarked
package io.plimsoll.charts8s.object;

import org.jspecify.annotations.NullMarked;
