package io.plimsoll.demo.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.flight.FlightFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A long record of a cluster of a hundred nodes. {@code -Dplimsoll.what-if.hours=168} records a
 * whole week, {@code -Dplimsoll.what-if.record=DIR} keeps it for {@code what-if} to be tried on.
 */
class WhatIfWeekTest {

    private static final Duration TIME =
            Duration.ofHours(Integer.getInteger("plimsoll.what-if.hours", 4));

    @TempDir private Path folder = Path.of("");

    @Test
    void playsWhatAHundredNodesDidToWhatItCost() {
        Path record =
                Optional.ofNullable(System.getProperty("plimsoll.what-if.record"))
                        .map(Path::of)
                        .orElse(folder);
        RecordedWeek.into(new FlightFolder(record, 1L << 30), TIME, 1);

        JsonNode answer =
                WhatIfAnswer.to(
                                "--flight-record",
                                record.toString(),
                                "--scale-down-enabled=false",
                                "-o",
                                "json")
                        .json();

        assertThat(answer.path("asRecorded").path("peakNodesTogether").asInt()).isGreaterThan(70);
        double recorded = answer.path("asRecorded").path("usd").asDouble();
        assertThat(answer.path("replayed").path("usd").asDouble())
                .isBetween(0.95 * recorded, 1.05 * recorded);
        assertThat(answer.path("whatIf").path("usd").asDouble()).isGreaterThan(recorded);
    }
}
