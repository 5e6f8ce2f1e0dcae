package io.plimsoll.demo.timeline;

import java.math.BigDecimal;

/**
 * A decision of the autoscaler that changed something, or refused to.
 *
 * @param t seconds of virtual time since the story's start
 */
public record LoggedDecision(BigDecimal t, String what, String reason) {}
