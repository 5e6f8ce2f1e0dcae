/** What tags on an Auto Scaling group tell a node autoscaler, written and read by one codec. */
@NullMarked
package io.plimsoll.environment.tags;

import org.jspecify.annotations.NullMarked;
