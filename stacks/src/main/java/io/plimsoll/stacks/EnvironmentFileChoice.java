package io.plimsoll.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which environment file is meant: the option, else the CDK CLI's {@code -c environment=FILE}, else
 * the variable {@code PLIMSOLL_ENVIRONMENT}, else {@code environment.yaml}.
 */
final class EnvironmentFileChoice {

    private EnvironmentFileChoice() {}

    static Path choose(Optional<Path> option, Map<String, String> variables) {
        return option.or(() -> context(variables).map(Path::of))
                .or(() -> Optional.ofNullable(variables.get("PLIMSOLL_ENVIRONMENT")).map(Path::of))
                .orElse(Path.of("environment.yaml"));
    }

    /** Read before the CDK is there, so that a bad file is reported at once. */
    private static Optional<String> context(Map<String, String> variables) {
        String json = variables.getOrDefault("CDK_CONTEXT_JSON", "{}");
        try {
            return Optional.ofNullable(new ObjectMapper().readTree(json).get("environment"))
                    .map(value -> value.asText());
        } catch (JsonProcessingException e) {
            throw new BadInputException("CDK_CONTEXT_JSON is not JSON: " + e.getOriginalMessage());
        }
    }
}
