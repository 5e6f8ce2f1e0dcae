package io.plimsoll.environment.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.environment.DisruptionBudgetConfig;
import io.plimsoll.environment.DisruptionBudgetConfig.Reason;
import io.plimsoll.environment.tags.DisruptionBudgetTag.InvalidBudgetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionBudgetTagTest {

    /** What AWS takes in a tag of any service. */
    private static final String OF_A_TAG = "[A-Za-z0-9 +=._:/@-]*";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2                                              | 2
                    10pct                                          | 10%
                    10% : 0 at @daily for 1h30m                    | 10% : 0 at @daily for 1h30m
                    0 at 0 9 . . mon-fri for 8h of underutilized   | 0 at 0 9 * * mon-fri for 8h of Underutilized
                    0 at ./15 9+17 ? 1-6/2 . for 5m of Empty+Drifted | 0 at */15 9,17 ? 1-6/2 * for 5m of Empty,Drifted
                    """)
    void readsWhatAPersonWrites(String written, String meant) throws InvalidBudgetException {
        assertThat(DisruptionBudgetTag.parse(written).stream().map(DisruptionBudgetTag::text))
                .containsExactly(meant.split(" : "));
    }

    @ParameterizedTest
    @CsvSource({
        "many, 'has a budget whose nodes must be a number of nodes, or a share such as 10%, is ''many'''",
        "101%, 'has a budget whose nodes must be'",
        "'2 : ', 'has a budget whose nodes must be'",
        "2 now, 'has ''now'' where ''at'', ''of'', '':'' or the end was due'",
        "2 of Expired, 'has a budget of ''Expired'', which is none of Underutilized, Empty, Drifted'",
        "2 at @daily, 'has a budget whose duration must be given, as schedule is'",
        "2 at @daily for 30s, 'has a budget whose duration must be whole minutes'",
        "2 at @daily for 9000h, 'has a budget whose duration must be whole minutes'",
        "2 at @often for 1h, 'schedule must be five fields'",
        "2 at 0 24 * * * for 1h, 'schedule has ''24'' for a hour, which is from 0 to 23'",
        "2 at 0 9 * * 7 for 1h, 'for a day of the week, which is from 0 to 6, or from sun to sat'",
        "2 at 0 9 30 feb * for 1h, 'schedule names no day that there is'"
    })
    void saysWhatItCannotRead(String text, String problem) {
        assertThatExceptionOfType(InvalidBudgetException.class)
                .isThrownBy(() -> DisruptionBudgetTag.parse(text))
                .withMessageContaining(problem);
    }

    @Test
    void writesWhatATagMayHoldAndReadsItBack() throws InvalidBudgetException {
        List<DisruptionBudgetConfig> budgets =
                List.of(
                        new DisruptionBudgetConfig(
                                "10%", Optional.empty(), Optional.empty(), List.of()),
                        new DisruptionBudgetConfig(
                                "0",
                                Optional.of("*/5 8,20 1-15 jan *"),
                                Optional.of("8h"),
                                List.of(Reason.EMPTY, Reason.UNDERUTILIZED)));

        String tag = DisruptionBudgetTag.encode(budgets);

        assertThat(tag)
                .isEqualTo("10pct : 0 at ./5 8+20 1-15 jan . for 8h of Underutilized+Empty")
                .matches(OF_A_TAG);
        assertThat(DisruptionBudgetTag.parse(tag)).isEqualTo(budgets);
    }

    @Test
    void aTagThatMakesNoSenseIsAFreezeThatIsTold() {
        NodeTemplateTags tags =
                NodeTemplateTags.parse(Map.of(DisruptionBudgetTag.KEY, "2 of Expired"));

        assertThat(tags.options().disruptionBudgets())
                .contains(List.of(DisruptionBudgetConfig.FREEZE));
        assertThat(tags.problems())
                .singleElement()
                .asString()
                .contains(
                        "tag plimsoll.io/disruption-budgets",
                        "'Expired'",
                        "none of the group's nodes is taken away by choice");
    }
}
