package io.plimsoll.cli;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads what the CDK CLI prints for people. */
final class CdkOutput {

    private static final Pattern DIFFERENT_STACK =
            Pattern.compile("^Stack (\\S+) .*\\R(?!There were no differences)", Pattern.MULTILINE);
    private static final Pattern CHANGED_STACK =
            Pattern.compile("^ *✅ +(\\S+) \\(\\S+\\)$", Pattern.MULTILINE);

    private CdkOutput() {}

    /** The stacks that {@code cdk diff} finds a difference in. */
    static List<String> different(String diff) {
        return first(DIFFERENT_STACK, diff);
    }

    /** The stacks that {@code cdk deploy} did not leave as they were. */
    static List<String> changed(String deployment) {
        return first(CHANGED_STACK, deployment);
    }

    private static List<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    }
}
