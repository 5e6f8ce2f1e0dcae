package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {

    private final LoggerContext context = context();

    private static LoggerContext context() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        return context;
    }

    @ParameterizedTest
    @CsvSource({"0, false, false", "4, false, false", "5, true, false", "8, true, true"})
    void tellsMoreTheHigherTheVerbosity(int verbosity, boolean ours, boolean libraries) {
        Logging.setLevels(context, verbosity);

        assertThat(context.getLogger("io.plimsoll.autoscaler").isInfoEnabled()).isTrue();
        assertThat(context.getLogger("io.plimsoll.autoscaler").isDebugEnabled()).isEqualTo(ours);
        assertThat(context.getLogger("io.fabric8").isDebugEnabled()).isEqualTo(libraries);
    }

    @Test
    void writesOneJsonObjectALine() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Logging.writeJson(context, written);
        context.getLogger("io.plimsoll.autoscaler").warn("Cannot {}:\n{}", "watch", "\"pods\"");

        String line = written.toString(StandardCharsets.UTF_8);
        assertThat(line.strip()).doesNotContain("\n");
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.path("level").asString()).describedAs(line).isEqualTo("WARN");
        assertThat(json.path("formattedMessage").asString()).isEqualTo("Cannot watch:\n\"pods\"");
    }
}
