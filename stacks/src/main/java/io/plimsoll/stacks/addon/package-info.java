/** Add-ons that EKS manages: which, in which version, with which role. */
@NullMarked
package io.plimsoll.stacks.addon;

import org.jspecify.annotations.NullMarked;
