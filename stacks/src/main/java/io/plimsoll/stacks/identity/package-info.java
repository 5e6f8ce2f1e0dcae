/** Who may do what: the roles of service accounts and their policies. */
@NullMarked
package io.plimsoll.stacks.identity;

import org.jspecify.annotations.NullMarked;
