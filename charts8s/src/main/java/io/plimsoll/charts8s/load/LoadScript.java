package io.plimsoll.charts8s.load;

import io.plimsoll.environment.LoadConfig.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What k6 runs: as many requests a second as the profile says, whatever the answers take; or what
 * looks at fortio's result when that has ended. Both keep the result and end in failure if too many
 * requests did.
 */
final class LoadScript {

    static final String LOAD = "load.js";
    static final String REPORT = "report.sh";

    private LoadScript() {}

    static String name(Tool tool) {
        return switch (tool) {
            case FORTIO -> REPORT;
            case K6 -> LOAD;
        };
    }

    static String text(String name) {
        try (InputStream stream = LoadScript.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
