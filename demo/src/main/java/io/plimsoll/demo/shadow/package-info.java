/** What a dry run came to, as a page. */
@NullMarked
package io.plimsoll.demo.shadow;

import org.jspecify.annotations.NullMarked;
