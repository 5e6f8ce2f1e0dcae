/** Two timelines side by side. */
@NullMarked
package io.plimsoll.demo.compare;

import org.jspecify.annotations.NullMarked;
