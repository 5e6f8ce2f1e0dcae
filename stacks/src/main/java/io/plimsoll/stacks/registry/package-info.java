/** Where the autoscaler's image is kept. */
@NullMarked
package io.plimsoll.stacks.registry;

import org.jspecify.annotations.NullMarked;
