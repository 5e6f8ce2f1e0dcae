/** A story on a real control plane, in real time. */
@NullMarked
package io.plimsoll.demo.real;

import org.jspecify.annotations.NullMarked;
