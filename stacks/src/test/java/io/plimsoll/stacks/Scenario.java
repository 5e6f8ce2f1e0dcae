package io.plimsoll.stacks;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Environments for tests. */
final class Scenario {

    static final String CLUSTER = "kong35-eks129-autoscaling";

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private Scenario() {}

    /** The default environment. */
    static Environment environment() {
        return environment("");
    }

    /**
     * @param more what the file says besides the cluster's name
     */
    static Environment environment(String more) {
        return parse("cluster: {name: %s}%n%s".formatted(CLUSTER, more));
    }

    /** The default environment with another version of Kubernetes. */
    static Environment ofKubernetes(String version) {
        return parse("cluster: {name: %s, kubernetesVersion: '%s'}".formatted(CLUSTER, version));
    }

    /**
     * @param options more keys of {@code cluster}
     */
    static Environment withOptions(String options) {
        return parse("cluster: {name: %s, %s}".formatted(CLUSTER, options));
    }

    static Environment read(Path file) {
        try {
            return EnvironmentFile.read(file, TODAY).environment();
        } catch (InvalidEnvironmentException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * @param text a whole environment file
     */
    static Environment parse(String text) {
        try {
            return EnvironmentFile.parse("test.yaml", text, TODAY).environment();
        } catch (InvalidEnvironmentException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
