package io.plimsoll.testbed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks files as people, tools and cables break them. The same seed breaks the same file in the
 * same way.
 */
public final class Mutator {

    /** A value of JSON or YAML with what stands before it. */
    private static final Pattern VALUE =
            Pattern.compile("([:,\\[{-]\\s*)(\"[^\"\\n]*\"|[^\\s,:{}\\[\\]\"]+)");

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "~",
                    "\"\"",
                    "[]",
                    "{}",
                    "[null]",
                    "{\"a\": null}",
                    "true",
                    "\"x\"",
                    "0",
                    "-1",
                    "1.5",
                    "\"-5\"",
                    "2147483647",
                    "2147483648",
                    "9223372036854775807",
                    "99999999999999999999999",
                    "1e999999999",
                    "\"1e3\"",
                    "\"9Ei\"",
                    "\"-1Gi\"",
                    "\"0.0000000001\"",
                    "\"50%\"",
                    "\"{{ .Values.x }}\"",
                    "{{ .Values.x }}",
                    "*anchor",
                    "&anchor a",
                    "\"\\u0000\"",
                    "\"\\u001b[31m\"",
                    "\"2026-13-45T99:99:99Z\"",
                    "\"a/b\"",
                    "\"(\"");

    private final Random random;

    /**
     * @param seed of all chance
     */
    public Mutator(long seed) {
        random = new Random(seed);
    }

    /** The file, broken once or a few times. */
    public byte[] mutate(byte[] file) {
        byte[] mutated = file;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            // One byte, one character: nothing is lost on the way back.
            String text = new String(mutated, ISO_8859_1);
            mutated = mutate(text).getBytes(ISO_8859_1);
        }
        return mutated;
    }

    private String mutate(String text) {
        if (text.isEmpty()) {
            return VALUES.get(random.nextInt(VALUES.size()));
        }
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> withOtherValue(text);
            case 4 -> withoutLine(text);
            case 5 -> withLineTwice(text);
            case 6 -> text.substring(0, random.nextInt(text.length()));
            case 7 -> withoutSlice(text);
            case 8 -> withOtherByte(text);
            default -> nested(text);
        };
    }

    private String withOtherValue(String text) {
        Matcher matcher = VALUE.matcher(text);
        List<int[]> places = new ArrayList<>();
        while (matcher.find()) {
            places.add(new int[] {matcher.start(2), matcher.end(2)});
        }
        if (places.isEmpty()) {
            return withOtherByte(text);
        }
        int[] place = places.get(random.nextInt(places.size()));
        return text.substring(0, place[0])
                + VALUES.get(random.nextInt(VALUES.size()))
                + text.substring(place[1]);
    }

    private String withoutLine(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.remove(random.nextInt(lines.size()));
        return String.join("\n", lines);
    }

    private String withLineTwice(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
        return String.join("\n", lines);
    }

    private String withoutSlice(String text) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + 1 + random.nextInt(40));
        return text.substring(0, from) + text.substring(to);
    }

    private String withOtherByte(String text) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
    }

    private String nested(String text) {
        int at = random.nextInt(text.length());
        String deep = (random.nextBoolean() ? "[" : "{\"a\":").repeat(1 + random.nextInt(5000));
        return text.substring(0, at) + deep + text.substring(at);
    }
}
