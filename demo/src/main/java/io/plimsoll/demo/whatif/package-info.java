/** What a flight record holds, played against other flags or other node groups. */
@NullMarked
package io.plimsoll.demo.whatif;

import org.jspecify.annotations.NullMarked;
