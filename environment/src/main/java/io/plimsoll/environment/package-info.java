/**
 * One description of an environment, checked once, and the names that infrastructure and manifests
 * share.
 */
@NullMarked
package io.plimsoll.environment;

import org.jspecify.annotations.NullMarked;
