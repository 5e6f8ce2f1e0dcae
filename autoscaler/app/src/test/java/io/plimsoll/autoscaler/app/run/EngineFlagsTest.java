package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagOptions;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.actuation.RemovalOptions.PriorityBand;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class EngineFlagsTest {

    @Test
    void defaultsAreClusterAutoscalers() {
        assertThat(options()).isEqualTo(EngineOptions.DEFAULT);
    }

    @Test
    void readsTheBandsInWhichPodsLeave() {
        assertThat(
                        options("--drain-priority-config=2000000000:15,-10:60")
                                .removal()
                                .eviction()
                                .bands())
                .containsExactly(
                        new PriorityBand(-10, Duration.ofMinutes(1)),
                        new PriorityBand(2_000_000_000, Duration.ofSeconds(15)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0:", ":60", "0:60,", "0:60,0:30", "a:60", "0:1m", "0:-1"})
    void refusesBandsThatMakeNoSense(String bands) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> options("--drain-priority-config=" + bands))
                .withMessageContainingAll("--drain-priority-config", "allowed: ");
    }

    @Test
    void refusesBandsBesideOneGracePeriodForAll() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() ->
                        options(
                                "--drain-priority-config=0:60",
                                "--max-graceful-termination-sec=60"));
    }

    private static EngineOptions options(String... arguments) {
        CommandSpec command = CommandSpec.create();
        FlagOptions.addTo(command);
        return EngineFlags.options(new FlagValues(new CommandLine(command).parseArgs(arguments)));
    }
}
