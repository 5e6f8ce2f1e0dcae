/** Tests of the load generator. */
@NullMarked
package io.plimsoll.charts8s.load;

import org.jspecify.annotations.NullMarked;
