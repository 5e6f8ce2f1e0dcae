package io.plimsoll.autoscaler.app.plan;

/** Lines of at most 80 columns, as long as no word is longer. */
public final class Lines {

    private static final int WIDTH = 80;

    /** Of a wrapped line's rest, beyond the line's own. */
    private static final int HANGING = 2;

    private final StringBuilder text = new StringBuilder();

    /** Breaks between words; what follows is indented a little more. */
    public Lines add(int indent, String line) {
        StringBuilder current = new StringBuilder(" ".repeat(indent));
        int start = indent;
        for (String word : line.split(" ", -1)) {
            boolean first = current.length() == start;
            if (!first && current.length() + 1 + word.length() > WIDTH) {
                text.append(current.toString().stripTrailing()).append('\n');
                start = indent + HANGING;
                current = new StringBuilder(" ".repeat(start)).append(word);
            } else {
                current.append(first ? "" : " ").append(word);
            }
        }
        text.append(current.toString().stripTrailing()).append('\n');
        return this;
    }

    public Lines blank() {
        text.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
