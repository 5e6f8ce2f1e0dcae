package io.plimsoll.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awscdk.cloud_assembly_schema.MissingContext;
import software.amazon.awscdk.cxapi.CloudAssembly;

/**
 * What AWS answered to lookups, as the CDK CLI keeps it beside {@code cdk.json}. The CLI hands it
 * to the app; without the CLI nobody asks AWS, and what is kept has to do.
 */
final class KeptAnswers {

    private static final String FILE = "cdk.context.json";

    private KeptAnswers() {}

    static Map<String, Object> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return new ObjectMapper()
                    .readValue(Files.readString(file), new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new BadInputException(file + ": is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws BadInputException when the templates need an answer that is not there
     */
    static void requireAll(CloudAssembly assembly) {
        List<MissingContext> missing =
                Optional.ofNullable(assembly.getManifest().getMissing()).orElse(List.of());
        if (!missing.isEmpty()) {
            throw new BadInputException(
                    "vpc.lookup: %s does not hold what AWS says of it; run npx cdk synth once, with credentials of the account (asked for: %s)"
                            .formatted(
                                    FILE,
                                    missing.stream()
                                            .map(MissingContext::getKey)
                                            .distinct()
                                            .collect(Collectors.joining(", "))));
        }
    }
}
