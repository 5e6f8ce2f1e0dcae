package io.plimsoll.autoscaler.app.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagArgumentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"-v4", "-v=4", "-v 4", "--v 4", "--v=4"})
    void verbosityIsWrittenInManyWays(String written) {
        assertThat(normal(written.split(" "))).containsExactly("--v=4");
    }

    @Test
    void aFlagTakesTheNextArgumentWhateverItLooksLike() {
        assertThat(normal("--expendable-pods-priority-cutoff", "-10", "--cluster-name", "--nodes"))
                .containsExactly("--expendable-pods-priority-cutoff=-10", "--cluster-name=--nodes");
    }

    @Test
    void aBooleanTakesNoArgument() {
        assertThat(normal("--scale-down-enabled", "false"))
                .containsExactly("--scale-down-enabled=true", "false");
        assertThat(normal("--scale_down_enabled=F")).containsExactly("--scale-down-enabled=F");
    }

    @Test
    void anEmptyValueIsAValueAndAnEmptyArgumentSaysNothing() {
        assertThat(normal("", "--cloud-config=", "", "--cluster-name", ""))
                .containsExactly("--cloud-config=", "--cluster-name=");
    }

    @Test
    void whatIsNoFlagOfClusterAutoscalerIsLeftAsItIs() {
        assertThat(normal("--cluster", "a_b.yaml", "-o", "json", "--no_such=x", "-"))
                .containsExactly("--cluster", "a_b.yaml", "-o", "json", "--no_such=x", "-");
    }

    private static List<String> normal(String... arguments) {
        return FlagArguments.normal(List.of(arguments));
    }
}
