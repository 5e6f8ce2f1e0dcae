/** What the commands' help has in common. */
@NullMarked
package io.plimsoll.autoscaler.app.usage;

import org.jspecify.annotations.NullMarked;
