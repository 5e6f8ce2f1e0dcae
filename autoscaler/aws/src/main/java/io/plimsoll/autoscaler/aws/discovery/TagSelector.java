package io.plimsoll.autoscaler.aws.discovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tags that an Auto Scaling group must all carry to be found ({@code
 * --node-group-auto-discovery=asg:tag=key1[=value],key2}).
 *
 * @param tags wanted value by key; empty where any value will do
 */
public record TagSelector(SortedMap<String, Optional<String>> tags) {

    private static final String PREFIX = "asg:tag=";

    public TagSelector {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /**
     * @throws IllegalArgumentException whose message names what is allowed
     */
    public static TagSelector parse(String value) {
        List<String> parts =
                value.startsWith(PREFIX)
                        ? List.of(value.substring(PREFIX.length()).split(",", -1))
                        : new ArrayList<>();
        SortedMap<String, Optional<String>> tags = new TreeMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            Optional<String> wanted =
                    equals < 0 ? Optional.empty() : Optional.of(part.substring(equals + 1));
            tags.put(key, wanted.filter(text -> !text.isEmpty()));
        }
        if (tags.isEmpty() || tags.containsKey("")) {
            throw new IllegalArgumentException(
                    ("--node-group-auto-discovery: \"%s\" is not allowed; allowed:"
                                    + " asg:tag=key[=value][,key[=value]…]")
                            .formatted(value));
        }
        return new TagSelector(tags);
    }

    boolean matches(Map<String, String> groupTags) {
        return tags.entrySet().stream()
                .allMatch(tag -> {
                    String actual = groupTags.get(tag.getKey());
                    return actual != null && tag.getValue().map(actual::equals).orElse(true);
                });
    }
}
