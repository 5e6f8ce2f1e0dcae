package io.plimsoll.stacks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node.js, which the CDK's Java classes call through jsii. */
final class NodeRuntime {

    private static final int OLDEST_MAJOR = 20;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\S+");

    private NodeRuntime() {}

    /**
     * @throws BadInputException if there is none that is new enough
     */
    static void require(Map<String, String> variables) {
        String command = variables.getOrDefault("JSII_NODE", "node");
        String version =
                version(command)
                        .orElseThrow(() ->
                                new BadInputException(
                                        "Node.js is not there ("
                                                + command
                                                + " does not start): install version "
                                                + OLDEST_MAJOR
                                                + " or newer, or set JSII_NODE to it."));
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST_MAJOR) {
            throw new BadInputException(
                    "Node.js "
                            + version
                            + " is too old: install version "
                            + OLDEST_MAJOR
                            + " or newer, or set JSII_NODE to it.");
        }
    }

    private static Optional<String> version(String command) {
        try {
            Process process = new ProcessBuilder(command, "--version").start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Node.js for its version", e);
        }
    }
}
