/** Auto Scaling groups that boot instances in virtual time, and sometimes cannot. */
@NullMarked
package io.plimsoll.autoscaler.simulation.cloud;

import org.jspecify.annotations.NullMarked;
