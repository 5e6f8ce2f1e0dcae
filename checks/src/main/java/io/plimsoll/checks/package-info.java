/** Finds what will go wrong with an environment before anything is deployed. */
@NullMarked
package io.plimsoll.checks;

import org.jspecify.annotations.NullMarked;
