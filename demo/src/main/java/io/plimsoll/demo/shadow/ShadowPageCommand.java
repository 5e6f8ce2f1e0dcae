package io.plimsoll.demo.shadow;

import io.plimsoll.autoscaler.app.shadow.ShadowReport;
import io.plimsoll.autoscaler.app.shadow.ShadowReportCommand;
import io.plimsoll.demo.report.Page;
import io.plimsoll.environment.output.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code shadow-report} where there is a chart library, which the image has not. */
@Command(
        name = "shadow-report",
        footer = {
            "",
            "Examples:",
            "  autoscaler run --dry-run --shadow-record shadow.json",
            "  autoscaler shadow-report shadow.json",
            "  autoscaler shadow-report shadow.json --out build/shadow"
        })
public final class ShadowPageCommand extends ShadowReportCommand {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes report.html, with each day, and shadow-report.json there.")
    private Optional<Path> out = Optional.empty();

    /** What the page shows. */
    private record Shown(String verdict, ShadowReport report) {}

    @Override
    protected void tell(ShadowReport report) {
        out.ifPresent(folder -> {
            OutputFolder.write(folder, fresh -> write(report, fresh));
            spec.commandLine().getErr().println("Wrote " + folder.resolve("report.html"));
        });
        super.tell(report);
    }

    private static void write(ShadowReport report, Path folder) throws IOException {
        JsonMapper json = JsonMapper.shared();
        Files.writeString(
                folder.resolve("shadow-report.json"), json.writeValueAsString(report) + "\n");
        Files.writeString(
                folder.resolve("report.html"),
                Page.of(
                        "shadow.html",
                        json.writeValueAsString(new Shown(report.verdict(), report))));
    }
}
