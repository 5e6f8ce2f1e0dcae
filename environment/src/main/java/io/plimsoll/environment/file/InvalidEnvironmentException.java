package io.plimsoll.environment.file;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An environment file that cannot be used; the message has one line for each problem. */
public final class InvalidEnvironmentException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int MOST_SHOWN = 100;

    private final transient List<Problem> problems;

    /**
     * @param problems at least one, in the file's order
     */
    public InvalidEnvironmentException(List<Problem> problems) {
        super(
                Stream.concat(
                                problems.stream().limit(MOST_SHOWN).map(Problem::toString),
                                problems.size() > MOST_SHOWN
                                        ? Stream.of(
                                                "… and " + (problems.size() - MOST_SHOWN) + " more")
                                        : Stream.of())
                        .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
