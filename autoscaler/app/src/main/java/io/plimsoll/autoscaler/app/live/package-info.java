/** The cluster and the account as they are, for whoever may ask them. */
@NullMarked
package io.plimsoll.autoscaler.app.live;

import org.jspecify.annotations.NullMarked;
