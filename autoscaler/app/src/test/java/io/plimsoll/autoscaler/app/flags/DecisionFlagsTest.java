package io.plimsoll.autoscaler.app.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class DecisionFlagsTest {

    @Test
    void defaultsAreClusterAutoscalers() {
        assertThat(options()).isEqualTo(AutoscalingOptions.DEFAULT);
    }

    @Test
    void flagsReachTheirOptions() {
        AutoscalingOptions options =
                options(
                        "--expander=priority,least-waste",
                        "--scale-down-unneeded-time=30s",
                        "--scale-down-utilization-threshold=0.655",
                        "--skip-nodes-with-local-storage=false",
                        "--cores-total=2:64",
                        "--memory-difference-ratio=0.02",
                        "--ignore-taint=a",
                        "--startup-taint=b",
                        "--startup-taint-prefix=example.com/",
                        "--blocking-system-pod-distruption-timeout=1h",
                        "--allowed-scheduler-names=default-scheduler,mine");

        assertThat(options.scaleUp().expanders()).containsExactly("priority", "least-waste");
        assertThat(options.scaleUp().balancing().ratios().memoryMicros()).isEqualTo(20_000);
        assertThat(options.scaleDown().patience().unneededTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.scaleDown().utilization().thresholdPermille()).isEqualTo(655);
        assertThat(options.scaleDown().drain().skipLocalStorage()).isFalse();
        assertThat(options.limits().cores()).isEqualTo(new AutoscalingOptions.Range(2, 64));
        assertThat(options.taints().startup()).containsExactly("a", "b");
        assertThat(options.taints().startupPrefixes()).containsExactly("example.com/");
        assertThat(options.scaleDown().drain().systemPodPatience()).contains(Duration.ofHours(1));
        assertThat(options.scaleUp().intake().allowedSchedulers())
                .containsExactly("default-scheduler", "mine");
    }

    @Test
    void readsWhenNodesAreBroken() {
        AutoscalingOptions.RepairOptions repair =
                options(
                                "--node-repair",
                                "--repair-conditions=GpuReady=False:5m,Ready=False|Unknown:1h",
                                "--max-graceful-termination-sec=60")
                        .health()
                        .repair();

        assertThat(repair.enabled()).isTrue();
        assertThat(repair.longestDrain()).isEqualTo(Duration.ofMinutes(1));
        assertThat(repair.rules())
                .containsExactly(
                        new AutoscalingOptions.RepairRule(
                                "GpuReady", List.of("False"), Duration.ofMinutes(5)),
                        new AutoscalingOptions.RepairRule(
                                "Ready", List.of("False", "Unknown"), Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({"Ready", "Ready=False", "Ready=Maybe:5m", "Ready=False:soon", "=False:5m"})
    void refusesConditionsThatMakeNoSense(String conditions) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> options("--repair-conditions=" + conditions))
                .withMessageContainingAll("--repair-conditions", conditions, "allowed: ");
    }

    @Test
    void aLimitThatNoMachinesReachIsCountedExactly() {
        AutoscalingOptions.Range memory =
                options("--memory-total=5:99999999999999999999").limits().memoryGib();

        assertThat(memory.min()).isEqualTo(5);
        assertThat(Math.multiplyExact(memory.max(), 1L << 30)).isPositive();
        assertThat(options("--cores-total=0:9223372036854775808").limits().cores().max())
                .isGreaterThan(1_000_000_000L);
    }

    @Test
    void oneLimitOnRemovalsHoldsForBoth() {
        assertThat(options("--max-empty-bulk-delete=3").scaleDown().parallelism())
                .extracting(parallelism -> parallelism.total(), parallelism -> parallelism.empty())
                .containsExactly(3, 3);
        assertThat(options("--max-scale-down-parallelism=4").scaleDown().parallelism())
                .extracting(parallelism -> parallelism.total(), parallelism -> parallelism.empty())
                .containsExactly(4, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "--cloud-provider=oci, --cloud-provider: \"oci\" is not allowed; allowed: aws",
        "--expander=cheapest, --expander: \"cheapest\" is not allowed",
        "--cores-total=5, --cores-total: \"5\" is not allowed; allowed: min:max",
        "--memory-total=9:1, --memory-total: \"9:1\" is not allowed; allowed: a max"
    })
    void refusesWrongValues(String argument, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> options(argument))
                .withMessageContaining(message);
    }

    @Test
    void refusesBalancingFlagsThatExcludeEachOther() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> options("--balancing-label=a", "--balancing-ignore-label=b"))
                .withMessageContaining("exclude each other");
    }

    private static AutoscalingOptions options(String... arguments) {
        CommandSpec command = CommandSpec.create();
        FlagOptions.addTo(command);
        return DecisionFlags.options(new FlagValues(new CommandLine(command).parseArgs(arguments)));
    }
}
