/** Tests of the way from charts to files. */
@NullMarked
package io.plimsoll.charts8s.output;

import org.jspecify.annotations.NullMarked;
