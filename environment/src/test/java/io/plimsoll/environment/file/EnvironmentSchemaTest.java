package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/environment.schema.json} in step with the records. To write it anew: {@code mvn
 * -pl environment test -Dtest=EnvironmentSchemaTest -Dplimsoll.regenerate=true}.
 */
class EnvironmentSchemaTest {

    private static final Path COMMITTED = Path.of("..", "docs", "environment.schema.json");

    @Test
    void isWhatTheRecordsSay() throws IOException {
        String generated = EnvironmentSchema.generate().toPrettyString() + "\n";
        if (Boolean.getBoolean("plimsoll.regenerate")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, generated);
        }

        assertThat(COMMITTED)
                .as("stale: run this test with -Dplimsoll.regenerate=true")
                .content()
                .isEqualToNormalizingNewlines(generated);
    }

    @Test
    void describesEveryKey() {
        assertThat(EnvironmentSchema.generate().findParents("type"))
                .filteredOn(block -> block.has("properties"))
                .allSatisfy(block ->
                        block.get("properties")
                                .forEachEntry((key, value) ->
                                        assertThat(value.findValuesAsString("description"))
                                                .as(key)
                                                .isNotEmpty()));
    }
}
