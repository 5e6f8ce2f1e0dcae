package io.plimsoll.environment;

/**
 * Values whose keys somebody else defines, as one JSON document. In the file they are a block of
 * keys.
 *
 * @param json with the file's own order of keys
 */
public record JsonText(String json) {}
