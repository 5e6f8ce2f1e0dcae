/**
 * How far the cluster is from what was asked of it: readiness, nodes on their way, and groups that
 * failed to deliver.
 */
@NullMarked
package io.plimsoll.autoscaler.engine.clusterstate;

import org.jspecify.annotations.NullMarked;
