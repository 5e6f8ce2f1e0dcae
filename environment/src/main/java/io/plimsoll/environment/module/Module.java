package io.plimsoll.environment.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module that runs on a class path of its own, in a process of its own: {@code stacks} and {@code
 * charts8s} bring different versions of the same libraries.
 *
 * @param folder of the module, in the checkout
 */
public record Module(String folder, String mainClass) {

    public static final Module STACKS = new Module("stacks", "io.plimsoll.stacks.StacksApp");
    public static final Module CHARTS = new Module("charts8s", "io.plimsoll.charts8s.ChartsApp");
    public static final Module COMMANDS = new Module("cli", "io.plimsoll.cli.Plimsoll");
    public static final Module BENCHMARKS =
            new Module("benchmarks", "io.plimsoll.benchmarks.BenchMain");

    /** A short life: the second compiler would not pay for itself. */
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** Off unless asked for: the CDK's own validation takes most of a synthesis' time. */
    private static final String CDK_VALIDATION = "CDK_VALIDATION";

    private static final String COMMAND = "plimsoll.command";

    private static final String OWN_ENTRY = "/environment/target/";

    private static final Set<Integer> ANSWERS = Set.of(0, 1, 2, Crash.EXIT_CODE);

    /** As shells tell of SIGINT and SIGTERM: somebody ended it. */
    private static final Set<Integer> ENDED = Set.of(130, 143);

    /**
     * The checkout that this process runs from, as the launcher says; the working directory without
     * it.
     */
    public static Path home() {
        return Path.of(System.getProperty("plimsoll.home", "")).toAbsolutePath();
    }

    /** What a person types to start Plimsoll, as the launcher was called. */
    public static String command() {
        return System.getProperty(COMMAND, "./plimsoll");
    }

    /** Runs to the end, with this process's own input and output. */
    public int run(List<String> arguments) throws IOException {
        List<String> options = new ArrayList<>(QUICK_START);
        options.add("-D%s=%b".formatted(Progress.PROPERTY, Boolean.getBoolean(Progress.PROPERTY)));
        return new Running(process(options, arguments).inheritIO().start()).exitCode();
    }

    /**
     * Starts it with this process's own input and output.
     *
     * @param environment beside this process's own
     */
    public Running start(Map<String, String> environment, List<String> arguments)
            throws IOException {
        ProcessBuilder builder = process(QUICK_START, arguments).inheritIO();
        builder.environment().putAll(environment);
        return new Running(builder.start());
    }

    /** The same with the JVM's own choices, for work that takes its time. */
    public int runLong(List<String> options, List<String> arguments) throws IOException {
        return new Running(process(options, arguments).inheritIO().start()).exitCode();
    }

    /** Starts it beside others; what it says goes into a file. */
    public Running start(List<String> arguments, Path log) throws IOException {
        ProcessBuilder builder =
                process(QUICK_START, arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        return new Running(builder.start());
    }

    private ProcessBuilder process(List<String> options, List<String> arguments)
            throws IOException {
        String built =
                Files.readString(home().resolve(folder).resolve("target").resolve("classpath"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dplimsoll.home=" + home(),
                        "-D" + COMMAND + "=" + command(),
                        "-cp",
                        classPath(home(), built.strip()),
                        Crash.class.getName(),
                        mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putIfAbsent(CDK_VALIDATION, "false");
        return builder;
    }

    /**
     * The module's class path in the checkout at {@code home}. The build writes where the checkout
     * was then; it may have been moved or copied since. Every module needs this one, whose place
     * tells that of the others.
     */
    String classPath(Path home, String built) {
        String separator = System.getProperty("path.separator");
        List<String> entries = List.of(built.split(separator));
        String before =
                entries.stream()
                        .filter(entry -> entry.contains(OWN_ENTRY))
                        .map(entry -> entry.substring(0, entry.lastIndexOf(OWN_ENTRY) + 1))
                        .findFirst()
                        .orElse(home + "/");
        return Stream.concat(
                        Stream.of(home.resolve(folder).resolve("target/classes").toString()),
                        entries.stream()
                                .map(entry ->
                                        entry.startsWith(before)
                                                ? home + "/" + entry.substring(before.length())
                                                : entry))
                .collect(Collectors.joining(separator));
    }

    /** A started module. It ends when this process does. */
    public record Running(Process process) {
        public Running {
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        }

        /** Its answer; 3 for a process that the operating system ended. */
        public int exitCode() {
            try {
                int exitCode = process.waitFor();
                boolean known = ANSWERS.contains(exitCode) || ENDED.contains(exitCode);
                return known ? exitCode : Crash.EXIT_CODE;
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }
    }
}
