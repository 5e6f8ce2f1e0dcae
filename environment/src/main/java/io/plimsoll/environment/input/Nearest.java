package io.plimsoll.environment.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody probably meant to write. */
public final class Nearest {

    /** Nobody meant a word by what is a page. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /** The allowed word that is fewest letters away from the written one; empty if none is near. */
    public static Optional<String> to(String written, Collection<String> allowed) {
        int farthest = Math.max(2, written.length() / 3);
        return closest(written, allowed).filter(word -> distance(written, word) <= farthest);
    }

    /** The allowed word that is fewest letters away, however many that are. */
    public static Optional<String> closest(String written, Collection<String> allowed) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        return allowed.stream()
                .min(
                        Comparator.<String>comparingInt(word -> distance(written, word))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** A question to put behind a message, or nothing. */
    public static String question(String written, Collection<String> allowed) {
        return to(written, allowed).map(word -> "; did you mean " + word + "?").orElse("");
    }

    private static int distance(String left, String right) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }
}
