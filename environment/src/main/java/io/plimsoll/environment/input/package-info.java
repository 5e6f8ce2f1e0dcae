/** Files that people give: read as text within bounds, or refused in one sentence. */
@NullMarked
package io.plimsoll.environment.input;

import org.jspecify.annotations.NullMarked;
