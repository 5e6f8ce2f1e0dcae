/** The EKS cluster, its add-ons and its OIDC provider. */
@NullMarked
package io.plimsoll.stacks.cluster;

import org.jspecify.annotations.NullMarked;
