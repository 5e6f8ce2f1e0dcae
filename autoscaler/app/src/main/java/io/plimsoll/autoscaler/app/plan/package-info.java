/** Plans without a cluster: what one loop would decide about what files describe. */
@NullMarked
package io.plimsoll.autoscaler.app.plan;

import org.jspecify.annotations.NullMarked;
