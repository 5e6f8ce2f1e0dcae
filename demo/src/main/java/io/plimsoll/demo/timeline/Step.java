package io.plimsoll.demo.timeline;

import java.math.BigDecimal;
import java.util.List;

/**
 * A step of the story.
 *
 * @param t seconds of virtual time at which it began
 * @param outcome what it came to, in one sentence
 * @param tables what kubectl and aws would have shown once it had settled
 * @param limits what did not get what it wanted, a sentence each: an HPA at its maximum, requests
 *     that are not served
 */
public record Step(String name, BigDecimal t, String outcome, String tables, List<String> limits) {
    public Step {
        limits = List.copyOf(limits);
    }
}
