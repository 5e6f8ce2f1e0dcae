package io.plimsoll.environment.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody probably meant to write. */
final class Nearest {

    /** Nobody meant a word by what is a page. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /** The allowed word that is fewest letters away from the written one; empty if none is near. */
    static Optional<String> to(String written, Collection<String> allowed) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int farthest = Math.max(2, written.length() / 3);
        return allowed.stream()
                .filter(word -> distance(written, word) <= farthest)
                .min(
                        Comparator.<String>comparingInt(word -> distance(written, word))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** A question to put behind a message, or nothing. */
    static String question(String written, Collection<String> allowed) {
        return to(written, allowed).map(word -> "; did you mean " + word + "?").orElse("");
    }

    private static int distance(String left, String right) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }
}
