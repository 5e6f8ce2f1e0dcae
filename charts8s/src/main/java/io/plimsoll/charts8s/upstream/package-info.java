/** The service behind Kong. */
@NullMarked
package io.plimsoll.charts8s.upstream;

import org.jspecify.annotations.NullMarked;
