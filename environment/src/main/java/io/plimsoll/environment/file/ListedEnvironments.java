package io.plimsoll.environment.file;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.file.Yaml.Mapping;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The environments of a file. A file describes either one, or several by name under {@code
 * environments}.
 *
 * @param byName in the file's order; the one of a file without names is under the empty name
 */
public record ListedEnvironments(SequencedMap<String, EnvironmentFile> byName) {

    private static final String KEY = "environments";
    private static final String NAME = "[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?";

    public ListedEnvironments {
        byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
    }

    /**
     * Reads and checks a file.
     *
     * @param today for what depends on a date, such as the end of a Kubernetes version's support
     * @throws InvalidEnvironmentException with everything that is wrong with the file
     */
    public static ListedEnvironments read(Path file, LocalDate today)
            throws InvalidEnvironmentException {
        return parse(file.toString(), EnvironmentFile.content(file), today);
    }

    /**
     * Checks a text.
     *
     * @param name of the text's file, for the messages
     * @throws InvalidEnvironmentException with everything that is wrong with the text
     */
    public static ListedEnvironments parse(String name, String text, LocalDate today)
            throws InvalidEnvironmentException {
        Mapping file = EnvironmentFile.block(name, text);
        SequencedMap<String, EnvironmentFile> byName = new LinkedHashMap<>();
        if (!file.entries().containsKey(KEY)) {
            byName.put("", EnvironmentFile.bind(name, "", file, today));
            return new ListedEnvironments(byName);
        }
        Problems problems = new Problems(name, "", file);
        List<Problem> found = new ArrayList<>();
        for (Map.Entry<String, Mapping> listed : listed(file, problems).entrySet()) {
            try {
                String prefix = KEY + "." + listed.getKey() + ".";
                byName.put(
                        listed.getKey(),
                        EnvironmentFile.bind(name, prefix, listed.getValue(), today));
            } catch (InvalidEnvironmentException e) {
                found.addAll(e.problems());
            }
        }
        refuseTwins(byName, problems);
        found.addAll(problems.all());
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(Problem::line));
            throw new InvalidEnvironmentException(found);
        }
        return new ListedEnvironments(byName);
    }

    /**
     * The environment of that name; without a name the only one.
     *
     * @param file its name, for the message
     * @throws InvalidEnvironmentException if there is none of that name, or no name and several
     */
    public EnvironmentFile choose(String file, Optional<String> name)
            throws InvalidEnvironmentException {
        EnvironmentFile chosen =
                name.isEmpty() && byName.size() == 1
                        ? byName.firstEntry().getValue()
                        : byName.get(name.orElse(""));
        if (chosen != null) {
            return chosen;
        }
        String message =
                byName.containsKey("")
                        ? "lists no environments by name; leave --environment out"
                        : "lists "
                                + String.join(", ", byName.keySet())
                                + "; name one of them with --environment"
                                + name.map(wrong -> ", not '" + wrong + "'").orElse("");
        throw new InvalidEnvironmentException(List.of(new Problem(file, 0, "", message)));
    }

    private static SequencedMap<String, Mapping> listed(Mapping file, Problems problems) {
        for (String key : file.entries().keySet()) {
            if (!key.equals(KEY)) {
                problems.add(key, "must be inside one of the environments");
            }
        }
        SequencedMap<String, Mapping> listed = new LinkedHashMap<>();
        Mapping environments = file.mapping(KEY).orElse(Mapping.EMPTY);
        if (environments.entries().isEmpty()) {
            problems.add(KEY, "must be a block with an environment under each name");
        }
        environments
                .entries()
                .forEach((name, block) -> {
                    String path = Problems.child(KEY, name);
                    if (!name.matches(NAME)) {
                        problems.add(
                                path,
                                "must be 1 to 32 lower-case letters, digits or '-', with a letter or digit at both ends, is '"
                                        + name
                                        + "'");
                    } else if (block instanceof Mapping mapping) {
                        listed.put(name, mapping);
                    } else {
                        problems.add(path, "must be a block of keys, is " + block.described());
                    }
                });
        return listed;
    }

    /** Two clusters of one name in one place would be the same stacks. */
    private static void refuseTwins(Map<String, EnvironmentFile> byName, Problems problems) {
        Map<List<Object>, String> seen = new HashMap<>();
        byName.forEach((name, file) -> {
            ClusterConfig cluster = file.environment().cluster();
            String twin =
                    seen.putIfAbsent(
                            List.of(cluster.name(), cluster.region(), cluster.account()), name);
            if (twin != null) {
                problems.add(
                        KEY + "." + name + ".cluster.name",
                        "must be another name than in "
                                + twin
                                + ", whose region and account are the same, is '"
                                + cluster.name()
                                + "'");
            }
        });
    }
}
