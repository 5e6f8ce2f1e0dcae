/** Reads an environment file: every problem at once, each with its line and what is allowed. */
@NullMarked
package io.plimsoll.environment.file;

import org.jspecify.annotations.NullMarked;
