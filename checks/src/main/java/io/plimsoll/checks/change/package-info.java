/** What a deployment would do to what an earlier one has made. */
@NullMarked
package io.plimsoll.checks.change;

import org.jspecify.annotations.NullMarked;
