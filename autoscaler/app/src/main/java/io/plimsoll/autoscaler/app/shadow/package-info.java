/** What a dry run would have done, reckoned against what was done. */
@NullMarked
package io.plimsoll.autoscaler.app.shadow;

import org.jspecify.annotations.NullMarked;
