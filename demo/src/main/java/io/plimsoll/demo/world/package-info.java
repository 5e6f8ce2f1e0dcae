/** From synthesized files to the specification of a simulated world. */
@NullMarked
package io.plimsoll.demo.world;

import org.jspecify.annotations.NullMarked;
