/** Tests of the charts. */
@NullMarked
package io.plimsoll.charts8s;

import org.jspecify.annotations.NullMarked;
