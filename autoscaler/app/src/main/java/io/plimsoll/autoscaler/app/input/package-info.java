/** The cluster that a plan is about, from files. */
@NullMarked
package io.plimsoll.autoscaler.app.input;

import org.jspecify.annotations.NullMarked;
