/** JSON and YAML of any origin as trees of values, within bounds. */
@NullMarked
package io.plimsoll.autoscaler.kubernetes.tree;

import org.jspecify.annotations.NullMarked;
