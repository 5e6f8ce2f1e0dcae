package io.plimsoll.autoscaler.app.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain;
import io.plimsoll.environment.flags.Flag;
import io.plimsoll.environment.flags.FlagTable;
import io.plimsoll.environment.flags.FlagText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagTableTest {

    private static final Path PAGE = Path.of("../../docs/migration.md");

    @Test
    void migrationPageListsEveryFlag() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream()
                        .filter(line -> line.matches("\\| `--[a-z-]+` \\| .*"))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        FlagTable.all().stream().map(FlagTableTest::row).toList());
    }

    @Test
    void aFlagWithoutEffectSaysWhy() {
        assertThat(FlagTable.all())
                .allSatisfy(flag ->
                        assertThat(flag.reason().isEmpty())
                                .as(flag.name())
                                .isEqualTo(flag.use() == Flag.Use.ACTED));
    }

    @Test
    void flagsAreOrderedAndThereOnce() {
        assertThat(FlagTable.all()).extracting(Flag::name).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theEnvironmentTakesTheExpandersThatTheAutoscalerHas() {
        assertThat(FlagText.EXPANDERS).containsExactlyInAnyOrderElementsOf(ExpanderChain.NAMES);
        assertThat(FlagText.CHEAPEST_MIX).isEqualTo(ScaleUpOptions.CHEAPEST_MIX);
    }

    private static String row(Flag flag) {
        String versions =
                "%s–%s"
                        .formatted(flag.history().since(), flag.history().until())
                        .replaceAll("^–$", "");
        return switch (flag.use()) {
            case ACTED -> "| `%s` | %s | yes |".formatted(flag.option(), versions);
            case ACCEPTED ->
                    "| `%s` | %s | no: %s |".formatted(flag.option(), versions, flag.reason());
        };
    }
}
