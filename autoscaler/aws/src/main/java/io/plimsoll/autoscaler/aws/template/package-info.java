/** What the next node of an Auto Scaling group will look like. */
@NullMarked
package io.plimsoll.autoscaler.aws.template;

import org.jspecify.annotations.NullMarked;
