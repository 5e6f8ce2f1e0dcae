package io.plimsoll.autoscaler.kubernetes.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A JSON text whose one document is a map with a list of maps, {@code items}, as {@code kubectl get
 * -o json} prints it. Of a large cluster that list is nearly all of the text, so its items are read
 * in runs, beside each other, and none has to be in memory when the others are.
 */
public final class JsonItems {

    /** Items in a run; enough that starting a parser costs nothing beside them. */
    private static final int RUN = 128;

    /** Its items follow each other without commas, as documents do. */
    private final byte[] text;

    private final Tree around;
    private final List<Run> runs;
    private final int size;

    private record Run(int from, int to, int line, int first, int count) {}

    /**
     * @param first the position in the list of the first of them
     * @param trees one for each item
     */
    public record Items(int first, List<Tree> trees) {
        public Items {
            trees = List.copyOf(trees);
        }
    }

    private JsonItems(byte[] text, Tree around, Scan scan) {
        this.text = text;
        this.around = around;
        this.runs = List.copyOf(scan.runs);
        this.size = scan.items;
    }

    /**
     * Empty for a text that is anything else or that is not well formed around the items; {@link
     * Tree#parse} reads it then, or says what is wrong with it.
     */
    public static Optional<JsonItems> of(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Scan scan = new Scan(bytes);
        if (!scan.findsItems()) {
            return Optional.empty();
        }
        byte[] around = Arrays.copyOf(bytes, scan.from + bytes.length - scan.to);
        System.arraycopy(bytes, scan.to, around, scan.from, bytes.length - scan.to);
        try {
            List<Tree> trees = JsonTrees.parse(around, 0, around.length, 1);
            return trees.size() == 1
                    ? Optional.of(new JsonItems(bytes, trees.getFirst(), scan))
                    : Optional.empty();
        } catch (MalformedTextException e) {
            return Optional.empty();
        }
    }

    /** The document, in which {@code items} is an empty list. */
    public Tree around() {
        return around;
    }

    public int size() {
        return size;
    }

    public int runs() {
        return runs.size();
    }

    /**
     * One run of items, counted from zero; may be asked from any thread.
     *
     * @throws MalformedTextException when one is no JSON
     */
    public Items run(int index) {
        Run run = runs.get(index);
        List<Tree> trees = JsonTrees.parse(text, run.from(), run.to(), run.line());
        if (trees.size() != run.count()) {
            throw new MalformedTextException(run.line(), "not JSON");
        }
        return new Items(run.first(), trees);
    }

    /** Finds where items begin and end by their braces; whether they are JSON, a parser tells. */
    private static final class Scan {

        private static final byte[] ITEMS = "\"items\"".getBytes(StandardCharsets.US_ASCII);

        private final byte[] text;
        private final List<Run> runs = new ArrayList<>();
        private int at;
        private int line = 1;
        private int items;

        /** Behind the list's bracket, and at the one that closes it. */
        private int from;

        private int to;

        private int runFrom;
        private int runLine;
        private int inRun;

        Scan(byte[] text) {
            this.text = text;
        }

        boolean findsItems() {
            return findsList() && findsEndOfList();
        }

        /** Goes behind the bracket of the outermost map's {@code items}. */
        private boolean findsList() {
            int depth = 0;
            for (; at < text.length; at++) {
                switch (text[at]) {
                    case '{', '[' -> depth++;
                    case '}', ']' -> depth--;
                    case '\n' -> line++;
                    case '"' -> {
                        int begin = at;
                        if (!skipText()) {
                            return false;
                        }
                        if (depth == 1 && isItems(begin) && opensList()) {
                            from = at;
                            return true;
                        }
                        at--;
                    }
                    default -> {}
                }
            }
            return false;
        }

        private boolean isItems(int begin) {
            return Arrays.equals(text, begin, at, ITEMS, 0, ITEMS.length);
        }

        /** Whether a list is the value of the key before; goes behind what it looked at. */
        private boolean opensList() {
            if (skipSpace() != ':') {
                return false;
            }
            at++;
            if (skipSpace() != '[') {
                return false;
            }
            at++;
            return true;
        }

        private boolean findsEndOfList() {
            byte next = skipSpace();
            if (next == ']') {
                to = at;
                return true;
            }
            while (next == '{') {
                if (!item()) {
                    return false;
                }
                next = skipSpace();
                if (next == ']') {
                    to = at;
                    endRun();
                    return true;
                }
                if (next != ',') {
                    return false;
                }
                text[at++] = ' ';
                next = skipSpace();
            }
            return false;
        }

        private boolean item() {
            if (inRun == RUN) {
                endRun();
            }
            if (inRun == 0) {
                runFrom = at;
                runLine = line;
            }
            inRun++;
            items++;
            return skipMap();
        }

        private void endRun() {
            runs.add(new Run(runFrom, at, runLine, items - inRun, inRun));
            inRun = 0;
        }

        private boolean skipMap() {
            int depth = 0;
            while (at < text.length) {
                switch (text[at]) {
                    case '{' -> depth++;
                    case '}' -> {
                        depth--;
                        if (depth == 0) {
                            at++;
                            return true;
                        }
                    }
                    case '\n' -> line++;
                    case '"' -> {
                        if (!skipText()) {
                            return false;
                        }
                        continue;
                    }
                    default -> {}
                }
                at++;
            }
            return false;
        }

        /** From a quotation mark to behind the one that ends the text. */
        private boolean skipText() {
            for (at++; at < text.length; at++) {
                if (text[at] == '"') {
                    at++;
                    return true;
                }
                if (text[at] == '\\') {
                    at++;
                }
            }
            return false;
        }

        private byte skipSpace() {
            for (; at < text.length; at++) {
                byte next = text[at];
                if (next == '\n') {
                    line++;
                } else if (next != ' ' && next != '\t' && next != '\r') {
                    return next;
                }
            }
            return 0;
        }
    }
}
