package io.plimsoll.autoscaler.aws.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code aws … --output json} prints, as the SDK's own response types: the command line writes
 * the members of the service model by their names, and the SDK's classes list the same members. So
 * files and live answers share every line of code that follows.
 */
final class CliJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CliJson() {}

    /**
     * Reads one response.
     *
     * @param empty a builder of the response type
     * @param requiredMember the member without which the file is some other command's output
     * @param command how the file is made, for the error message
     */
    static <R, B extends SdkBuilder<B, R> & SdkPojo> R read(
            Path file, B empty, String requiredMember, String command) {
        JsonNode root = parse(file);
        if (!root.isObject() || !root.has(requiredMember)) {
            throw new InvalidFileException(
                    file,
                    "no field \"%s\"; allowed: the output of: %s --output json"
                            .formatted(requiredMember, command));
        }
        new SdkPojoReader(file).fill(empty, root, "");
        return empty.build();
    }

    private static JsonNode parse(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(file, "no such file");
        } catch (IOException e) {
            throw new InvalidFileException(file, "cannot be read: " + e.getMessage());
        } catch (JacksonException e) {
            throw new InvalidFileException(
                    file,
                    "line %d: not JSON: %s"
                            .formatted(e.getLocation().getLineNr(), e.getOriginalMessage()));
        }
    }
}
