/** The AWS side: Auto Scaling groups as node groups. */
@NullMarked
package io.plimsoll.autoscaler.aws;

import org.jspecify.annotations.NullMarked;
