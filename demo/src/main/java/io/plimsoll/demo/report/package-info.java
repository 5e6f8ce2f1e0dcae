/** A timeline as a page and as a picture. */
@NullMarked
package io.plimsoll.demo.report;

import org.jspecify.annotations.NullMarked;
