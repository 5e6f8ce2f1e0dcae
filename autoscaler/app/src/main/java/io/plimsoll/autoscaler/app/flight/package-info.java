/** Flight records: what each loop saw and decided, written down so that it can be decided again. */
@NullMarked
package io.plimsoll.autoscaler.app.flight;

import org.jspecify.annotations.NullMarked;
