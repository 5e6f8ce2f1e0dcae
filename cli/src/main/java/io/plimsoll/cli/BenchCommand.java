package io.plimsoll.cli;

import io.plimsoll.environment.module.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code bench}: the benchmarks, in a process with the memory that they are measured in. */
@Command(name = "bench", description = "Runs the benchmarks (bench --help tells more).")
final class BenchCommand implements Callable<Integer> {

    @Unmatched private List<String> passedOn = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        return Module.BENCHMARKS.runLong(List.of(), passedOn);
    }
}
