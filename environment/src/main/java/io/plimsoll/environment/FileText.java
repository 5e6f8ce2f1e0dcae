package io.plimsoll.environment;

/**
 * A text that lies in a file of its own. The environment file has its path, relative to itself.
 *
 * @param path as the environment file has it
 */
public record FileText(String path, String text) {}
