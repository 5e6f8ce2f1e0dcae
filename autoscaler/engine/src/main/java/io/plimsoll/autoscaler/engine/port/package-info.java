/** What the engine needs of the outside: a cluster, a cloud, and somewhere to report to. */
@NullMarked
package io.plimsoll.autoscaler.engine.port;

import org.jspecify.annotations.NullMarked;
