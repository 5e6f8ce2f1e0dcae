package io.plimsoll.cli;

import io.plimsoll.environment.NodeRuntime;
import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.module.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ExitCode;

/**
 * Writes templates and manifests side by side; what the modules say matters only when one fails.
 *
 * @param environment which environment, as the modules' own mains take it
 */
record Synthesis(List<String> environment) {

    private record Step(Module.Running running, Path log) {
        int finish(PrintWriter err) throws IOException {
            int exitCode = running.exitCode();
            if (exitCode != ExitCode.OK) {
                err.println(Files.readString(log).strip());
            }
            Files.delete(log);
            return exitCode;
        }
    }

    /**
     * @throws BadInputException when Node.js, which all parts need, is not there
     */
    static Synthesis of(EnvironmentOptions environment) {
        NodeRuntime.problem(System.getenv())
                .ifPresent(problem -> {
                    throw new BadInputException(problem);
                });
        return new Synthesis(environment.arguments());
    }

    /**
     * The worst exit code.
     *
     * @param targets the folder of each module that is wanted
     * @param quiet whether to show no progress
     */
    int run(Map<Module, Path> targets, PrintWriter err, boolean quiet) throws IOException {
        try (Progress _ = Progress.of(err, "Synthesizing", quiet)) {
            return run(targets, err);
        }
    }

    private int run(Map<Module, Path> targets, PrintWriter err) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (Module module : List.of(Module.STACKS, Module.CHARTS)) {
            Path target = targets.get(module);
            if (target != null) {
                steps.add(start(module, target));
            }
        }
        int worst = ExitCode.OK;
        for (Step step : steps) {
            worst = Math.max(worst, step.finish(err));
        }
        return worst;
    }

    private Step start(Module module, Path target) throws IOException {
        List<String> arguments = new ArrayList<>(environment);
        arguments.addAll(List.of("--out", target.toString()));
        Path log = Files.createTempFile("plimsoll-", ".log");
        return new Step(module.start(arguments, log), log);
    }
}
