package io.plimsoll.environment.file;

import java.util.List;
import java.util.stream.Collectors;

/** An environment file that cannot be used; the message has one line for each problem. */
public final class InvalidEnvironmentException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems at least one, in the file's order
     */
    public InvalidEnvironmentException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
