/** Names that infrastructure and manifests share. */
@NullMarked
package io.plimsoll.environment.names;

import org.jspecify.annotations.NullMarked;
