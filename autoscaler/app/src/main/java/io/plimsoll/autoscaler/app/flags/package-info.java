/** Cluster Autoscaler's command line: the same flag names, value forms and defaults. */
@NullMarked
package io.plimsoll.autoscaler.app.flags;

import org.jspecify.annotations.NullMarked;
