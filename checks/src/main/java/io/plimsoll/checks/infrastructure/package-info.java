/** What templates make in AWS, or what AWS says is there, as far as checks look at it. */
@NullMarked
package io.plimsoll.checks.infrastructure;

import org.jspecify.annotations.NullMarked;
