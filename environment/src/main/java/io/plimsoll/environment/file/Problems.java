package io.plimsoll.environment.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what is wrong. A field is blamed once, and not for what follows from a block around it
 * that is wrong already.
 */
final class Problems {

    private final String file;
    private final String prefix;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> blamed = new HashSet<>();
    private final List<Problem> found = new ArrayList<>();

    /**
     * @param prefix what stands before the root's own paths in the messages
     */
    Problems(String file, String prefix, Yaml root) {
        this.file = file;
        this.prefix = prefix;
        remember("", root);
    }

    static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String item(String path, int index) {
        return path + "[" + index + "]";
    }

    void add(String field, String message) {
        for (String around = field; !around.isEmpty(); around = parent(around)) {
            if (blamed.contains(around)) {
                return;
            }
        }
        blamed.add(field);
        found.add(at(field, message));
    }

    boolean isBlamed(String field) {
        return blamed.contains(field);
    }

    /** Blames a field only if the file has it: a default follows from something blamed already. */
    void addGiven(String field, String message) {
        if (lines.containsKey(field)) {
            add(field, message);
        }
    }

    /** A problem or warning on the line of a field, or of the nearest block around it. */
    Problem at(String field, String message) {
        String place = field;
        while (!lines.containsKey(place)) {
            place = parent(place);
        }
        return new Problem(file, lines.getOrDefault(place, 1), prefix + field, message);
    }

    /** In the file's order. */
    List<Problem> all() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    private void remember(String path, Yaml value) {
        lines.put(path, Math.max(value.line(), 1));
        switch (value) {
            case Yaml.Mapping mapping ->
                    mapping.entries().forEach((key, entry) -> remember(child(path, key), entry));
            case Yaml.Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    remember(item(path, i), sequence.items().get(i));
                }
            }
            case Yaml.Scalar _ -> {}
        }
    }

    private static String parent(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end < 0 ? "" : path.substring(0, end);
    }
}
