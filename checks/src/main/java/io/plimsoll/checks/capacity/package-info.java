/** The nodes an environment can have and the pods it can ask for, as the scheduler sees them. */
@NullMarked
package io.plimsoll.checks.capacity;

import org.jspecify.annotations.NullMarked;
