package io.plimsoll.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.util.ListStatistics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code ./plimsoll autoscaler plan} as whoever calls it does, and takes its time. */
final class PlanProcess {
    private static final int WARMUPS = 1;
    private static final int RUNS = 7;

    private PlanProcess() {}

    static Measured measure(Work work, Work.Command process, Path log) throws IOException {
        Path folder = Files.createTempDirectory("plimsoll-bench");
        List<Path> files =
                List.of(folder.resolve("cluster.json"), folder.resolve("node-groups.json"));
        ObservationFiles.write(process.world().get(), files.getFirst(), files.getLast());
        Path answer = folder.resolve("plan.json");
        ListStatistics seconds = new ListStatistics();
        for (int run = 0; run < WARMUPS + RUNS; run++) {
            Duration time = run(files, answer, log);
            if (run >= WARMUPS) {
                seconds.addValue(time.toNanos() / 1e9);
            }
        }
        int nodes = nodes(JsonMapper.shared().readTree(Files.readString(answer)));
        if (nodes != process.nodes()) {
            throw new IllegalStateException(
                    "the plan is about %d nodes, not %d".formatted(nodes, process.nodes()));
        }
        for (Path file : List.of(files.getFirst(), files.getLast(), answer, folder)) {
            Files.delete(file);
        }
        return new Measured(work, Plan.of(nodes), Measured.Seconds.of(seconds), Optional.empty());
    }

    private static Duration run(List<Path> files, Path answer, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("plimsoll.home", ""), "plimsoll").toString());
        command.addAll(List.of("autoscaler", "plan", "-o", "json"));
        command.addAll(List.of("--now", LoopWorld.NOW.toString()));
        command.addAll(List.of("--cluster", files.getFirst().toString()));
        command.addAll(List.of("--node-groups", files.getLast().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(answer.toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        long start = System.nanoTime();
        Process started = builder.start();
        try {
            int exitCode = started.waitFor();
            long end = System.nanoTime();
            if (exitCode != 0) {
                throw new IllegalStateException("the plan ended with exit code " + exitCode);
            }
            return Duration.ofNanos(end - start);
        } catch (InterruptedException stop) {
            started.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stop);
        }
    }

    /** Those to be ordered, or else those that can go. */
    private static int nodes(JsonNode plan) {
        int ordered = 0;
        for (JsonNode scaleUp : plan.path("scaleUp")) {
            ordered += scaleUp.path("to").asInt() - scaleUp.path("from").asInt();
        }
        int unneeded = 0;
        for (JsonNode node : plan.path("scaleDown")) {
            unneeded += node.path("verdict").asString("").equals("Unneeded") ? 1 : 0;
        }
        return ordered > 0 ? ordered : unneeded;
    }
}
