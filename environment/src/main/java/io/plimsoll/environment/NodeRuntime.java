package io.plimsoll.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node.js, which the CDK's and cdk8s' Java classes call through jsii. */
public final class NodeRuntime {

    private static final int OLDEST_MAJOR = 20;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\S+");

    private NodeRuntime() {}

    /**
     * Why synthesis would fail for want of Node, in one sentence that says what to do; empty when
     * all is well.
     *
     * @param variables of the environment: {@code JSII_NODE} may name the program
     */
    public static Optional<String> problem(Map<String, String> variables) {
        String command = variables.getOrDefault("JSII_NODE", "node");
        String remedy =
                "install Node.js %d or newer, or set JSII_NODE to it".formatted(OLDEST_MAJOR);
        Optional<String> version = version(command);
        if (version.isEmpty()) {
            return Optional.of(
                    "Node.js is not there ('%s' does not start): %s.".formatted(command, remedy));
        }
        Matcher matcher = VERSION.matcher(version.get());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST_MAJOR) {
            return Optional.of("Node.js %s is too old: %s.".formatted(version.get(), remedy));
        }
        return Optional.empty();
    }

    private static Optional<String> version(String command) {
        try {
            Process process = new ProcessBuilder(command, "--version").start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Node.js for its version", e);
        }
    }
}
