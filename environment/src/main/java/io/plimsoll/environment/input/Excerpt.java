package io.plimsoll.environment.input;

/** Other people's text in our messages: on one line, and not longer than can be read. */
public final class Excerpt {

    private static final int MOST = 80;

    private Excerpt() {}

    /** The text, or its beginning where it is long, without characters that steer a terminal. */
    public static String of(String text) {
        return of(text, MOST);
    }

    /**
     * @param most characters that are kept
     */
    public static String of(String text, int most) {
        StringBuilder excerpt = new StringBuilder();
        text.codePoints()
                .limit(most)
                .forEach(each -> excerpt.appendCodePoint(isShown(each) ? each : '\uFFFD'));
        return text.codePointCount(0, text.length()) > most ? excerpt + "…" : excerpt.toString();
    }

    private static boolean isShown(int codePoint) {
        return !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT
                && Character.getType(codePoint) != Character.SURROGATE;
    }
}
