package io.plimsoll.autoscaler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoscalerMainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--expandr=random, --expander",
        "--scale-down-unneded-time=1m, --scale-down-unneeded-time",
        "-nodes=1:2:a, --nodes",
        "--Scan_Intervall, --scan-interval",
        "--flight-recrd=x, --flight-record"
    })
    void unknownFlagIsOneSentenceThatNamesTheNearest(String argument, String nearest) {
        assertThat(execute(argument)).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "%s: no such flag; the nearest is %s. All of them: autoscaler run --help"
                                .formatted(argument.replaceFirst("=.*", ""), nearest));
    }

    @Test
    void planRefusesUnknownFlagsInTheSameWords() {
        assertThat(execute("plan", "--cluster", "a", "--node-groups", "b", "--expandr=random"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "--expandr: no such flag; the nearest is --expander."
                                + " All of them: autoscaler plan --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scan-interval=10x", "--nodes", "--cloud-provider=oci"})
    void wrongValueIsOneSentence(String argument) {
        assertThat(execute(argument)).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("--");
    }

    @Test
    void helpIsShortAndTheFlagsAreListedWhereTheyAreAskedFor() {
        assertThat(execute("run", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--flight-record", "--dry-run", "--help-flags", "Examples:", "Exit codes:")
                .doesNotContain("--scan-interval");
        assertThat(out.toString().lines()).hasSizeLessThan(50).allMatch(AutoscalerMainTest::fits);

        out.getBuffer().setLength(0);
        assertThat(execute("plan", "--help-flags")).isZero();
        assertThat(out.toString())
                .contains("--scan-interval=DURATION (10s)", "--max-node-removals-per-hour=N (0)");
        assertThat(out.toString().lines()).allMatch(AutoscalerMainTest::fits);
    }

    @Test
    void unknownCommandNamesTheNearest() {
        assertThat(execute("exlain")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "exlain is no command; did you mean explain?; all of them: autoscaler --help");
    }

    @Test
    void unknownFormatNamesTheNearest() {
        assertThat(execute("plan", "-o", "jsno")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "--output: \"jsno\" is not allowed; allowed: text, wide, json, yaml, name;"
                                + " did you mean json?");
    }

    private static boolean fits(String line) {
        return line.length() <= 80;
    }

    private int execute(String... arguments) {
        return AutoscalerMain.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
