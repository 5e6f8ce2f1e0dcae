/** The VPC that the cluster lives in. */
@NullMarked
package io.plimsoll.stacks.network;

import org.jspecify.annotations.NullMarked;
