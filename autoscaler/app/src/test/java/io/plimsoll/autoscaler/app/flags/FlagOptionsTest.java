package io.plimsoll.autoscaler.app.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.environment.flags.FlagTable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class FlagOptionsTest {

    @Test
    void everyFlagOfTheTableHasAValueThatItsKindAllows() {
        FlagValues flags = parse();
        assertThat(FlagTable.all())
                .hasSizeGreaterThan(160)
                .allSatisfy(flag -> {
                    switch (flag.kind()) {
                        case BOOL -> flags.bool(flag.name());
                        case INT -> flags.integer(flag.name());
                        case FLOAT -> flags.decimal(flag.name());
                        case DURATION -> flags.duration(flag.name());
                        case STRING -> flags.string(flag.name());
                        case LIST -> flags.list(flag.name());
                        case CSV -> flags.csv(flag.name());
                    }
                });
    }

    @Test
    void takesTheArgumentsThatTheOfficialChartRenders() {
        FlagValues flags =
                parse(
                        "--cloud-provider=aws",
                        "--namespace=kube-system",
                        "--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/demo",
                        "--logtostderr=true",
                        "--stderrthreshold=info",
                        "--v=4");

        assertThat(flags.string("namespace")).contains("kube-system");
        assertThat(flags.list("node-group-auto-discovery")).hasSize(1);
        assertThat(flags.integer("v")).isEqualTo(4);
        assertThat(flags.givenWithoutEffect())
                .containsExactly("--logtostderr", "--stderrthreshold");
    }

    @ParameterizedTest
    @CsvSource({
        "--scale-down-enabled, true",
        "--scale-down-enabled=true, true",
        "--scale-down-enabled=false, false",
        "--scale-down-enabled=F, false",
        "--scale_down_enabled=0, false"
    })
    void takesBooleansWithAndWithoutValue(String argument, boolean expected) {
        assertThat(parse(argument).bool("scale-down-enabled")).isEqualTo(expected);
    }

    @Test
    void keepsRepeatedFlagsInOrder() {
        assertThat(parse("--nodes=1:2:b", "--nodes", "0:5:a").list("nodes"))
                .containsExactly("1:2:b", "0:5:a");
    }

    @Test
    void readsDurationsAndFractions() {
        FlagValues flags =
                parse(
                        "--scan-interval=1m30s",
                        "--scale-down-utilization-threshold=0.65",
                        "--expendable-pods-priority-cutoff=-20");

        assertThat(flags.duration("scan-interval")).isEqualTo(Duration.ofSeconds(90));
        assertThat(flags.decimal("scale-down-utilization-threshold").scaled(3)).isEqualTo(650);
        assertThat(flags.integer("expendable-pods-priority-cutoff")).isEqualTo(-20);
    }

    @Test
    void namesFlagValueAndWhatIsAllowed() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse("--scan-interval=10x"))
                .withMessageContaining("--scan-interval")
                .withMessageContaining("\"10x\" is not allowed; allowed: a Go duration");
    }

    @Test
    void readsNumbersAsGoDoes() {
        FlagValues flags =
                parse(
                        "--max-nodes-total=0x10",
                        "--max-nodes-per-scaleup=9000000000",
                        "--scale-down-delay-after-add=-1s",
                        "--scale-down-utilization-threshold=1e100",
                        "--scale-down-gpu-utilization-threshold=.5");

        assertThat(flags.integer("max-nodes-total")).isEqualTo(16);
        assertThat(flags.integer("max-nodes-per-scaleup")).isEqualTo(Integer.MAX_VALUE);
        assertThat(flags.duration("scale-down-delay-after-add")).isZero();
        assertThat(flags.decimal("scale-down-utilization-threshold").scaled(3))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(flags.decimal("scale-down-gpu-utilization-threshold").scaled(3)).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "--scan-interval=, a Go duration",
        "--scale-down-enabled=, true or false",
        "--scale-down-enabled=yes, true or false",
        "--max-nodes-total=, a whole number",
        "--max-nodes-total=99999999999999999999, a whole number",
        "--kube-client-qps=1e999999999, a number"
    })
    void refusesValuesThatGoRefuses(String argument, String allowed) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse(argument))
                .withMessageContaining("is not allowed; allowed: " + allowed);
    }

    private static FlagValues parse(String... arguments) {
        CommandSpec command = CommandSpec.create();
        FlagOptions.addTo(command);
        List<String> normal = FlagArguments.normal(List.of(arguments));
        return new FlagValues(new CommandLine(command).parseArgs(normal.toArray(String[]::new)));
    }
}
