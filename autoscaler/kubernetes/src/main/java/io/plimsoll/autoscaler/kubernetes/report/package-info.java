/** Events and the status ConfigMap, written beside the loop so that they never hold it up. */
@NullMarked
package io.plimsoll.autoscaler.kubernetes.report;

import org.jspecify.annotations.NullMarked;
