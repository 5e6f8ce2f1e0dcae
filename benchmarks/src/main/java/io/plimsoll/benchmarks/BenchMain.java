package io.plimsoll.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.MemPoolProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * {@code bench [NAME…] [-o json]}: runs the benchmarks named, or all, and prints a table or one
 * JSON document. Progress goes to standard error.
 */
public final class BenchMain {
    private static final int BAD_INPUT = 2;
    private static final int BROKEN = 3;

    private BenchMain() {}

    public static void main(String[] arguments) throws IOException {
        Arguments parsed;
        try {
            parsed = Arguments.parse(List.of(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(BAD_INPUT);
            return;
        }
        if (parsed.help()) {
            System.out.println(Arguments.USAGE);
            return;
        }
        Path log = Files.createTempFile("plimsoll-bench", ".log");
        try {
            List<Measured> measured = new ArrayList<>();
            for (Work work : parsed.works()) {
                measured.add(measure(work, log));
            }
            print(System.out, parsed.json() ? Report.json(measured) : Report.table(measured));
            Files.delete(log);
        } catch (RunnerException | IllegalStateException broken) {
            System.err.println(broken.getMessage() + "; what was printed is in " + log);
            System.exit(BROKEN);
        }
    }

    private static Measured measure(Work work, Path log) throws RunnerException, IOException {
        System.err.println("bench: " + work.name() + " " + work.description());
        return switch (work.run()) {
            case Work.Jmh jmh -> measure(work, jmh, log);
            case Work.Command process -> PlanProcess.measure(work, process, log);
        };
    }

    private static Measured measure(Work work, Work.Jmh jmh, Path log) throws RunnerException {
        Plan plan = jmh.plan().get();
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(jmh.benchmark())
                        .addProfiler(GCProfiler.class)
                        .addProfiler(MemPoolProfiler.class)
                        .shouldFailOnError(true)
                        .output(log.toString());
        List<String> parameter = jmh.parameter();
        if (!parameter.isEmpty()) {
            options.param(parameter.getFirst(), parameter.getLast());
        }
        RunResult result = new Runner(options.build()).runSingle();
        return Measured.of(work, plan, result);
    }

    private static void print(PrintStream out, String text) {
        out.println(text);
        out.flush();
    }
}
