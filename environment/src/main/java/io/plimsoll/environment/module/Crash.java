package io.plimsoll.environment.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * What is our own fault: exit code 3, a sentence for the user, and the stack trace where whoever
 * mends it finds it. This class needs nothing but the JDK, so that it can tell even of a class path
 * that lacks something.
 */
public final class Crash {

    /** Of a process that failed by our fault. */
    public static final int EXIT_CODE = 3;

    /** Set to anything: the stack trace goes to standard error. */
    static final String TRACE = "PLIMSOLL_STACKTRACE";

    /** In a pod nobody finds a file, and standard error is the log. */
    private static final String POD = "KUBERNETES_SERVICE_HOST";

    private Crash() {}

    /**
     * Starts another main, by its class' name, with the arguments that follow it.
     *
     * @param arguments the main's name, and its own arguments
     */
    public static void main(String[] arguments) {
        System.exit(exitCodeOf(() -> start(arguments[0], rest(arguments))));
    }

    private static String[] rest(String[] arguments) {
        return Arrays.copyOfRange(arguments, 1, arguments.length);
    }

    private static int start(String main, String[] arguments) throws Throwable {
        try {
            Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) arguments);
            return 0;
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** Something that ends with an exit code. */
    @FunctionalInterface
    public interface Work {
        int exitCode() throws Throwable;
    }

    /** The work's exit code; 3 where it ends in an exception or an error, which is told. */
    public static int exitCodeOf(Work work) {
        try {
            return work.exitCode();
        } catch (Throwable failure) {
            return tell(failure, new PrintWriter(System.err, true, UTF_8), System.getenv());
        }
    }

    /**
     * Tells of a failure that nobody expected.
     *
     * @return the exit code
     */
    public static int tell(Throwable failure, PrintWriter err, Map<String, String> variables) {
        err.println("Internal error, Plimsoll's own fault: " + shortened(failure));
        if (variables.containsKey(TRACE) || variables.containsKey(POD)) {
            failure.printStackTrace(err);
            return EXIT_CODE;
        }
        try {
            Path log = Files.createTempFile("plimsoll-crash-", ".log");
            try (PrintWriter trace = new PrintWriter(Files.newBufferedWriter(log))) {
                failure.printStackTrace(trace);
            }
            err.println(
                    "Please report it where you got Plimsoll from, with the command and " + log);
        } catch (IOException | SecurityException _) {
            err.println("Please report it with what " + TRACE + "=1 makes the command print");
        }
        return EXIT_CODE;
    }

    private static String shortened(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getMessage() == null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String name = root.getClass().getSimpleName();
        return message == null ? name : name + ": " + message.lines().findFirst().orElse("");
    }
}
