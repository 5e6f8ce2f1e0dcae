/** The story of a cluster under load, end to end, on what stacks and charts really synthesized. */
@NullMarked
package io.plimsoll.demo;

import org.jspecify.annotations.NullMarked;
