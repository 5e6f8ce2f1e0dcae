package io.plimsoll.autoscaler.app.shadow;

import io.plimsoll.autoscaler.app.plan.Output;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shadow-report}: what a dry run came to, day by day. */
@Command(
        name = "shadow-report",
        description =
                "Shows what a dry run would have done beside what was done, day by day: nodes, pods"
                        + " that had to move, money, and how long pods waited.",
        footer = {
            "",
            "Examples:",
            "  autoscaler run --dry-run --shadow-record shadow.json",
            "  autoscaler shadow-report shadow.json"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public class ShadowReportCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            description = "What run --dry-run --shadow-record FILE wrote, or GET /shadow answered.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), json or yaml.")
    private Output output = Output.text;

    @Override
    public Integer call() {
        tell(ShadowReport.of(ShadowBook.read(file)));
        return 0;
    }

    /** Prints it; who has more to make of it does that beside. */
    protected void tell(ShadowReport report) {
        output.print(spec.commandLine().getOut(), report, ShadowText::of);
    }
}
