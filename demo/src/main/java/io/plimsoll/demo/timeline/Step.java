package io.plimsoll.demo.timeline;

import java.math.BigDecimal;

/**
 * A step of the story.
 *
 * @param t seconds of virtual time at which it began
 * @param outcome what it came to, in one sentence
 * @param tables what kubectl and aws would have shown once it had settled
 */
public record Step(String name, BigDecimal t, String outcome, String tables) {}
