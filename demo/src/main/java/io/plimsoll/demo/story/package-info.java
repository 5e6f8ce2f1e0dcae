/** The story's steps, played in a simulated world and recorded. */
@NullMarked
package io.plimsoll.demo.story;

import org.jspecify.annotations.NullMarked;
