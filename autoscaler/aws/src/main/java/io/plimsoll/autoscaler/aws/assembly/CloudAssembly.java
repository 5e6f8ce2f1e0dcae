package io.plimsoll.autoscaler.aws.assembly;

import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;

/** The CloudFormation templates that the CDK wrote, and the references between them. */
public final class CloudAssembly {

    private static final String STACK = "aws:cloudformation:stack";
    private static final String NESTED = "cdk:cloud-assembly";

    private static final String MANIFEST = "manifest.json";
    private static final int DEEPEST = 5;

    private final List<Template> templates;

    private CloudAssembly(List<Template> templates) {
        this.templates = List.copyOf(templates);
    }

    /**
     * @param target {@code aws://account/region}
     */
    private record Template(String stack, String target, JsonNode body) {}

    /** A resource of a template. */
    public record Resource(String stack, String logicalId, JsonNode properties) {

        /**
         * A number that the template says itself.
         *
         * @throws InvalidFileException when it says something else
         */
        int whole(JsonNode value, String property) {
            try {
                return value.asInt();
            } catch (JsonNodeException e) {
                throw new InvalidFileException(
                        List.of(
                                "stack %s: resource %s: %s: %s is not a whole number"
                                        .formatted(
                                                stack,
                                                logicalId,
                                                property,
                                                Excerpt.of(value.toString()))));
            }
        }
    }

    /**
     * Reads a cloud assembly and those inside it.
     *
     * @throws InvalidFileException naming the file that is not there, or not what it should be
     */
    public static CloudAssembly read(Path folder) {
        if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
            throw new InvalidFileException(
                    folder,
                    "has no manifest.json; allowed: a folder that ./plimsoll synth or npx cdk synth wrote");
        }
        List<Template> templates = new ArrayList<>();
        collect(folder, templates, 0);
        if (templates.isEmpty()) {
            throw new InvalidFileException(
                    folder.resolve(MANIFEST), "names no stacks; allowed: what npx cdk synth wrote");
        }
        return new CloudAssembly(templates);
    }

    private static void collect(Path folder, List<Template> templates, int depth) {
        Path manifest = folder.resolve(MANIFEST);
        JsonNode artifacts = json(manifest).path("artifacts");
        for (String id : artifacts.propertyNames()) {
            JsonNode artifact = artifacts.path(id);
            JsonNode properties = artifact.path("properties");
            switch (artifact.path("type").asString("")) {
                case STACK ->
                        templates.add(
                                new Template(
                                        properties.path("stackName").asString(id),
                                        artifact.path("environment").asString(""),
                                        json(inside(folder, properties.path("templateFile")))));
                case NESTED -> {
                    if (depth == DEEPEST) {
                        throw new InvalidFileException(
                                manifest, "assemblies more than %d deep".formatted(DEEPEST));
                    }
                    collect(inside(folder, properties.path("directoryName")), templates, depth + 1);
                }
                default -> {}
            }
        }
    }

    private static Path inside(Path folder, JsonNode name) {
        if (!name.isString() || !name.asString().matches("[A-Za-z0-9][-\\w.]*")) {
            throw new InvalidFileException(
                    folder.resolve(MANIFEST),
                    "%s is not the name of a file beside it"
                            .formatted(Excerpt.of(name.toString())));
        }
        return folder.resolve(name.asString());
    }

    private static JsonNode json(Path file) {
        try {
            return JsonMapper.shared().readTree(TextFile.read(file));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InvalidFileException(
                    file, "line %d: not JSON; allowed: what npx cdk synth wrote".formatted(line));
        }
    }

    /** Names of all stacks, in the order of the assembly. */
    public List<String> stacks() {
        return templates.stream().map(Template::stack).toList();
    }

    /** Every template whole, as plain maps and lists, by its stack's name. */
    public SequencedMap<String, Map<String, Object>> bodies() {
        SequencedMap<String, Map<String, Object>> bodies = new LinkedHashMap<>();
        for (Template template : templates) {
            bodies.put(
                    template.stack(),
                    JsonMapper.shared()
                            .convertValue(
                                    template.body(), new TypeReference<Map<String, Object>>() {}));
        }
        return bodies;
    }

    /** Where the first stack goes, such as {@code us-west-1}. */
    public String region() {
        String target = templates.getFirst().target();
        return target.substring(target.lastIndexOf('/') + 1);
    }

    /** Every resource of a type, in the templates' order. */
    public List<Resource> resources(String type) {
        List<Resource> found = new ArrayList<>();
        for (Template template : templates) {
            JsonNode resources = template.body().path("Resources");
            for (String id : resources.propertyNames()) {
                JsonNode resource = resources.path(id);
                if (resource.path("Type").asString("").equals(type)) {
                    found.add(new Resource(template.stack(), id, resource.path("Properties")));
                }
            }
        }
        return found;
    }

    /**
     * The resource that {@code Ref}, {@code Fn::GetAtt} or {@code Fn::ImportValue} leads to; empty
     * for a literal or what is outside.
     */
    public Optional<Resource> referred(String stack, JsonNode value) {
        return value.has("Fn::ImportValue")
                ? exported(value.path("Fn::ImportValue").asString(""))
                : ofStack(stack, value);
    }

    private Optional<Resource> ofStack(String stack, JsonNode value) {
        if (value.has("Ref")) {
            return resource(stack, value.path("Ref").asString(""));
        }
        return value.has("Fn::GetAtt")
                ? resource(stack, value.path("Fn::GetAtt").path(0).asString(""))
                : Optional.empty();
    }

    private Optional<Resource> exported(String name) {
        for (Template template : templates) {
            for (JsonNode output : template.body().path("Outputs")) {
                if (output.path("Export").path("Name").asString("").equals(name)) {
                    return ofStack(template.stack(), output.path("Value"));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Resource> resource(String stack, String logicalId) {
        return templates.stream()
                .filter(template -> template.stack().equals(stack))
                .map(template -> template.body().path("Resources").path(logicalId))
                .filter(resource -> !resource.isMissingNode())
                .map(resource -> new Resource(stack, logicalId, resource.path("Properties")))
                .findFirst();
    }
}
