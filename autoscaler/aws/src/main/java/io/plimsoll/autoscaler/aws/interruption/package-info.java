/** Interruptions of machines, as EventBridge writes them into a queue of SQS. */
@NullMarked
package io.plimsoll.autoscaler.aws.interruption;

import org.jspecify.annotations.NullMarked;
