package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One fault after the other, against a real API server and an emulated AWS, each in the middle of a
 * scale-up or a drain. Nothing is lost by it, nothing is done twice, and the group ends just where
 * it would have ended. What was measured goes to {@code target/real/reliability.md}, as the table
 * of {@code docs/reliability.md}.
 */
class BadDaysRealIT {

    private static final Path TABLE = Programs.FOLDER.resolve("reliability.md");

    static final String HEADER =
            "| fault | lost or done twice | nodes ordered | writes to AWS"
                    + " | processes started anew | time to recover |";

    private static final List<String> ROWS =
            new ArrayList<>(List.of(HEADER, "|---|---|---|---|---|---|"));

    private static Optional<HostileStage> set = Optional.empty();

    @BeforeAll
    static void set() throws IOException {
        set = HostileStage.set();
        Assumptions.assumeTrue(set.isPresent(), "no control plane");
    }

    @AfterAll
    static void strike() throws IOException {
        if (set.isPresent()) {
            set.get().close();
            Files.write(TABLE, ROWS);
        }
    }

    static List<BadDay> days() {
        return BadDay.played();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("days")
    void nothingIsLostAndNothingIsDoneTwice(BadDay day) throws Exception {
        HostileStage stage = set.orElseThrow();
        Witness witness = stage.witness();
        stage.bringTo(day.from());
        witness.reset();
        int starts = stage.starts();

        Instant over = day.play().on(stage);
        stage.scale(day.to().pods());
        stage.awaitRest(day.to());
        Duration recovery = Duration.between(over, Instant.now());

        String row =
                "| %s | %s | %d | %d | %d | %.1f s |"
                        .formatted(
                                day.fault(),
                                witness.harm().isEmpty() ? "nothing" : witness.harm(),
                                witness.ordered(),
                                witness.writes(),
                                stage.starts() - starts,
                                recovery.toMillis() / 1000.0);
        System.out.println(row);
        ROWS.add(row);
        assertThat(witness.harm()).isEmpty();
        assertThat(witness.ordered()).isEqualTo(day.orders());
    }
}
