/** What happened in a story, as data: the timeline file's shape. */
@NullMarked
package io.plimsoll.demo.timeline;

import org.jspecify.annotations.NullMarked;
