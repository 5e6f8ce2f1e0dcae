/** The commands of {@code ./plimsoll}. */
@NullMarked
package io.plimsoll.cli;

import org.jspecify.annotations.NullMarked;
