/** Kong's data plane: DB-less with a configuration of its own, or one that Konnect configures. */
@NullMarked
package io.plimsoll.charts8s.kong;

import org.jspecify.annotations.NullMarked;
