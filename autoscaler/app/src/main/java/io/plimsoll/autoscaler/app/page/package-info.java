/** The live page: what a loop saw and decided, for a browser. Nobody can change anything by it. */
@NullMarked
package io.plimsoll.autoscaler.app.page;

import org.jspecify.annotations.NullMarked;
