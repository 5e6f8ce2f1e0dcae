package io.plimsoll.autoscaler.aws.discovery;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A group named by hand ({@code --nodes=min:max:name}). Its bounds are used instead of the Auto
 * Scaling group's.
 */
public record ExplicitGroup(int min, int max, String name) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,9}):(.+)");

    /**
     * @throws IllegalArgumentException whose message names what is allowed
     */
    public static ExplicitGroup parse(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw wrong(value, "min:max:name, such as 1:6:kong");
        }
        List<Integer> bounds =
                List.of(Integer.valueOf(matcher.group(1)), Integer.valueOf(matcher.group(2)));
        if (bounds.getLast() < 1 || bounds.getLast() < bounds.getFirst()) {
            throw wrong(value, "a max of at least 1 and at least min");
        }
        return new ExplicitGroup(bounds.getFirst(), bounds.getLast(), matcher.group(3));
    }

    private static IllegalArgumentException wrong(String value, String allowed) {
        return new IllegalArgumentException(
                "--nodes: \"%s\" is not allowed; allowed: %s".formatted(value, allowed));
    }
}
