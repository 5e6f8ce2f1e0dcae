package io.plimsoll.autoscaler.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget.Reason;
import io.plimsoll.environment.tags.DisruptionBudgetTag;
import io.plimsoll.environment.tags.DisruptionBudgetTag.InvalidBudgetException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionBudgetsTest {

    /** 2026-03-05 is a Thursday. */
    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0 9 * * mon-fri for 8h     | 2026-03-05T08:59:59Z | false
                    0 9 * * mon-fri for 8h     | 2026-03-05T09:00:00Z | true
                    0 9 * * mon-fri for 8h     | 2026-03-05T16:59:59Z | true
                    0 9 * * mon-fri for 8h     | 2026-03-05T17:00:00Z | false
                    0 9 * * mon-fri for 8h     | 2026-03-07T12:00:00Z | false
                    0 22 * * fri for 60h       | 2026-03-08T12:00:00Z | true
                    0 0 1 * mon for 24h        | 2026-03-01T12:00:00Z | true
                    0 0 1 * mon for 24h        | 2026-03-02T12:00:00Z | true
                    0 0 */2 * mon for 24h      | 2026-03-03T12:00:00Z | true
                    0 0 1-7 * * for 24h        | 2026-03-08T12:00:00Z | false
                    0 0 29 feb * for 24h       | 2024-02-29T12:00:00Z | true
                    */30 * * * * for 5m        | 2026-03-05T12:36:00Z | false
                    """)
    void holdFromTheScheduleOnForTheDuration(String window, Instant now, boolean holds)
            throws InvalidBudgetException {
        assertThat(tightest("0 at " + window, now)).hasSize(holds ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "'2', 2",
        "'10% : 2', 1",
        "'11%', 2",
        "'2 : 0 at 0 9 * * * for 8h', 0",
        "'2 : 0 at 0 9 * * * for 8h of Empty', 2",
        "'2 : 1 of Underutilized,Empty', 1"
    })
    void ofSeveralTheOneThatAllowsLeastCounts(String text, int allowed)
            throws InvalidBudgetException {
        assertThat(tightest(text, Instant.parse("2026-03-05T12:00:00Z"))).containsExactly(allowed);
    }

    /** Of ten nodes. */
    private static List<Integer> tightest(String text, Instant now) throws InvalidBudgetException {
        return DisruptionBudget.tightest(
                        DisruptionBudgets.of(DisruptionBudgetTag.parse(text)),
                        Reason.UNDERUTILIZED,
                        10,
                        now)
                .map(budget -> budget.most().of(10))
                .stream()
                .toList();
    }
}
