package io.plimsoll.autoscaler.app.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

class FlagOptionsTest {

    @Test
    void everyFlagOfTheTableHasAValueThatItsKindAllows() {
        FlagValues flags = parse();
        assertThat(FlagTable.version129())
                .hasSizeGreaterThan(110)
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
    void namesTheNearestKnownFlag() {
        assertThatExceptionOfType(UnmatchedArgumentException.class)
                .isThrownBy(() -> parse("--expandr=random"))
                .satisfies(refused -> assertThat(refused.getSuggestions()).contains("--expander"));
    }

    private static FlagValues parse(String... arguments) {
        CommandSpec command = CommandSpec.create();
        FlagOptions.addTo(command);
        String[] normal = Stream.of(arguments).map(FlagOptions::withDashes).toArray(String[]::new);
        return new FlagValues(new CommandLine(command).parseArgs(normal));
    }
}
