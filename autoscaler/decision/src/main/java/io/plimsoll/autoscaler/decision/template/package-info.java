/** What the next node of each group will look like, with the pods that come with it. */
@NullMarked
package io.plimsoll.autoscaler.decision.template;

import org.jspecify.annotations.NullMarked;
