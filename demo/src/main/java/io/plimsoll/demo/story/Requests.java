package io.plimsoll.demo.story;

import io.plimsoll.demo.timeline.Sample;
import java.math.BigDecimal;
import java.util.List;

/**
 * Requests over a time, as samples show them: each holds until the next.
 *
 * @param meant to be sent
 * @param unserved of them
 */
record Requests(long meant, long unserved) {

    static Requests of(List<Sample> samples) {
        BigDecimal meant = BigDecimal.ZERO;
        BigDecimal served = BigDecimal.ZERO;
        Sample before = samples.getFirst();
        for (Sample sample : samples) {
            BigDecimal seconds = sample.t().subtract(before.t());
            Sample.Service service = before.service();
            meant = meant.add(seconds.multiply(BigDecimal.valueOf(service.requestsPerSecond())));
            served = served.add(seconds.multiply(BigDecimal.valueOf(service.servedPerSecond())));
            before = sample;
        }
        return new Requests(meant.longValue(), meant.subtract(served).longValue());
    }
}
