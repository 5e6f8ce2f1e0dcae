/** What a simulated world is made of: groups, workloads, load and the times that things take. */
@NullMarked
package io.plimsoll.autoscaler.simulation.spec;

import org.jspecify.annotations.NullMarked;
