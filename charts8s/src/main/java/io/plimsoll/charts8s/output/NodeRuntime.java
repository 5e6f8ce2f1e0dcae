package io.plimsoll.charts8s.output;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The Node that cdk8s runs on. */
public final class NodeRuntime {

    private NodeRuntime() {}

    /** Whether {@code JSII_NODE} names a program or {@code PATH} has a {@code node}. */
    public static boolean isPresent(Map<String, String> variables) {
        String chosen = variables.getOrDefault("JSII_NODE", "");
        if (!chosen.isBlank()) {
            return Files.isExecutable(Path.of(chosen));
        }
        return Arrays.stream(variables.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
    }
}
