package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code aws … --output json} prints, as the SDK's own response types: the command line writes
 * the members of the service model by their names, and the SDK's classes list the same members. So
 * files and live answers share every line of code that follows. Boto3's answers, written as JSON,
 * are the same but for their times, which nobody here asks for.
 *
 * @param member without which the file is some other command's output
 * @param command that makes the file, for messages
 */
record AnswerFile(Path file, String member, String command) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * @param responses in the file's order: pages may follow each other, or be a list
     * @param notes when an answer is not whole
     */
    record Answers<R>(List<R> responses, List<String> notes) {}

    /**
     * @param builders of the response type
     * @throws InvalidFileException naming field, value and what is allowed
     */
    <R, B extends SdkBuilder<B, R> & SdkPojo> Answers<R> read(Supplier<B> builders) {
        List<R> responses = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (JsonNode root : roots()) {
            if (root.path(member).isMissingNode() || root.path(member).isNull()) {
                throw wrong("no field \"%s\"".formatted(member));
            }
            B builder = builders.get();
            new SdkPojoReader(file).fill(builder, root, "");
            responses.add(builder.build());
            // Of pages that follow each other, only the last says whether there are more.
            notes.clear();
            if (!root.path("NextToken").asString("").isEmpty()) {
                notes.add(
                        file
                                + ": the answer is cut (NextToken), what is missing is not looked at; ask again without --max-items");
            }
        }
        return new Answers<>(responses, notes);
    }

    /**
     * Each answer of the file; of a list alone, as {@code --query} leaves it, the one around it.
     */
    private List<JsonNode> roots() {
        List<JsonNode> roots = new ArrayList<>();
        for (JsonNode document : documents()) {
            boolean answers =
                    document.isArray() && document.valueStream().allMatch(each -> each.has(member));
            if (answers) {
                document.forEach(roots::add);
            } else if (document.isArray()) {
                roots.add(MAPPER.createObjectNode().set(member, document));
            } else {
                roots.add(document);
            }
        }
        if (roots.isEmpty()) {
            throw wrong("holds nothing");
        }
        return roots;
    }

    private List<JsonNode> documents() {
        String text = TextFile.read(file);
        try (MappingIterator<JsonNode> documents =
                MAPPER.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll();
        } catch (UnexpectedEndOfInputException e) {
            throw wrong(
                    "line %d: the JSON ends in the middle; is the file whole?".formatted(line(e)));
        } catch (StreamConstraintsException e) {
            throw wrong(
                    "line %d: nested too deep, or a name or number too long".formatted(line(e)));
        } catch (JacksonException e) {
            throw wrong("line %d: not JSON".formatted(line(e)));
        }
    }

    private static int line(JacksonException e) {
        // What is wrong with the text as a whole stands nowhere.
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    private InvalidFileException wrong(String problem) {
        return new InvalidFileException(
                file, "%s; allowed: the output of: %s --output json".formatted(problem, command));
    }
}
