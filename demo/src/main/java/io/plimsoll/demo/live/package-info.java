/** The story for a browser: its frames, and how they are taken. */
@NullMarked
package io.plimsoll.demo.live;

import org.jspecify.annotations.NullMarked;
