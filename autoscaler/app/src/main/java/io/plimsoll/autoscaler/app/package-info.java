/** The autoscaler as a program: its commands and how its parts are put together. */
@NullMarked
package io.plimsoll.autoscaler.app;

import org.jspecify.annotations.NullMarked;
