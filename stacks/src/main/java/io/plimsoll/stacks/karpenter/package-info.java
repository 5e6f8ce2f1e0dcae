/** What Karpenter may do in AWS, who its nodes are, and what tells it of instances about to go. */
@NullMarked
package io.plimsoll.stacks.karpenter;

import org.jspecify.annotations.NullMarked;
