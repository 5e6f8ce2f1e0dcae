/** The autoscaler as a long-running process beside a cluster. */
@NullMarked
package io.plimsoll.autoscaler.app.run;

import org.jspecify.annotations.NullMarked;
