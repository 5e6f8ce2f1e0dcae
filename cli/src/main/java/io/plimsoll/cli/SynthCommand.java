package io.plimsoll.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code synth}: CloudFormation templates, without the CDK's CLI. */
@Command(
        name = "synth",
        description = "Writes CloudFormation templates.",
        mixinStandardHelpOptions = true)
final class SynthCommand implements Callable<Integer> {

    @Mixin private EnvironmentOptions environment = new EnvironmentOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to; default: cdk.out of the checkout.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Path folder = out.orElseGet(() -> Build.home().resolve("cdk.out"));
        List<String> arguments =
                Stream.concat(
                                environment.arguments().stream(),
                                Stream.of("--out", folder.toAbsolutePath().toString()))
                        .toList();
        int exitCode = Module.STACKS.run(arguments);
        if (exitCode == 0 && !output.isQuiet()) {
            System.out.println("Wrote " + folder);
        }
        return exitCode;
    }
}
