package io.plimsoll.environment.input;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that do not say what they should. The message has a line for each problem: file, what
 * stands there, and what is allowed. It stays readable whatever the files hold.
 */
public final class InvalidFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_PROBLEMS = 20;
    private static final int LONGEST = 600;

    private final String problem;

    public InvalidFileException(Path file, String problem) {
        super(lines(List.of(file + ": " + problem)));
        this.problem = lines(List.of(problem));
    }

    /**
     * @param problems at least one, each with its file
     */
    public InvalidFileException(List<String> problems) {
        super(lines(problems));
        this.problem = lines(problems);
    }

    /** The problem alone, where there is one of one file; else the message. */
    public String problem() {
        return problem;
    }

    private static String lines(List<String> problems) {
        int more = problems.size() - MOST_PROBLEMS;
        return Stream.concat(
                        problems.stream()
                                .limit(MOST_PROBLEMS)
                                .map(problem -> Excerpt.of(problem, LONGEST)),
                        more > 0 ? Stream.of("… and " + more + " more") : Stream.of())
                .collect(Collectors.joining("\n"));
    }
}
