/** How one module of the checkout starts another, on a class path of its own. */
@NullMarked
package io.plimsoll.environment.module;

import org.jspecify.annotations.NullMarked;
