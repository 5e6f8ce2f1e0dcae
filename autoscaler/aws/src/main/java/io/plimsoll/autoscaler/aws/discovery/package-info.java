/** Which Auto Scaling groups are under the autoscaler's care. */
@NullMarked
package io.plimsoll.autoscaler.aws.discovery;

import org.jspecify.annotations.NullMarked;
