/** The files that the container image is built from. */
@NullMarked
package io.plimsoll.autoscaler.app.image;

import org.jspecify.annotations.NullMarked;
