/** The peers' own benchmarks, done by our scheduling code: same work, measured with JMH. */
@NullMarked
package io.plimsoll.benchmarks;

import org.jspecify.annotations.NullMarked;
