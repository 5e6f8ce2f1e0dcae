/** What an environment costs. */
@NullMarked
package io.plimsoll.checks.bill;

import org.jspecify.annotations.NullMarked;
