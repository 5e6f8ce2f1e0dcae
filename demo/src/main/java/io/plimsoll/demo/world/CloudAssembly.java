package io.plimsoll.demo.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The CloudFormation templates that the CDK wrote, and the references between them. */
public final class CloudAssembly {

    private static final String STACK = "aws:cloudformation:stack";
    private static final String NESTED = "cdk:cloud-assembly";

    private final List<Template> templates;

    private CloudAssembly(List<Template> templates) {
        this.templates = List.copyOf(templates);
    }

    /**
     * @param target {@code aws://account/region}
     */
    private record Template(String stack, String target, JsonNode body) {}

    /** A resource of a template. */
    public record Resource(String stack, String logicalId, JsonNode properties) {}

    /**
     * Reads a cloud assembly and those inside it.
     *
     * @throws IOException when a file cannot be read
     */
    public static CloudAssembly read(Path folder) throws IOException {
        List<Template> templates = new ArrayList<>();
        collect(folder, templates);
        return new CloudAssembly(templates);
    }

    private static void collect(Path folder, List<Template> templates) throws IOException {
        JsonNode artifacts = json(folder.resolve("manifest.json")).path("artifacts");
        for (String id : artifacts.propertyNames()) {
            JsonNode artifact = artifacts.path(id);
            JsonNode properties = artifact.path("properties");
            switch (artifact.path("type").asString("")) {
                case STACK ->
                        templates.add(
                                new Template(
                                        properties.path("stackName").asString(id),
                                        artifact.path("environment").asString(""),
                                        json(
                                                folder.resolve(
                                                        properties
                                                                .path("templateFile")
                                                                .asString("")))));
                case NESTED ->
                        collect(
                                folder.resolve(properties.path("directoryName").asString("")),
                                templates);
                default -> {}
            }
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    /** Names of all stacks, in the order of the assembly. */
    public List<String> stacks() {
        return templates.stream().map(Template::stack).toList();
    }

    /** Where the first stack goes, such as {@code us-west-1}. */
    String region() {
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
        if (value.has("Ref")) {
            return resource(stack, value.path("Ref").asString(""));
        }
        if (value.has("Fn::GetAtt")) {
            return resource(stack, value.path("Fn::GetAtt").path(0).asString(""));
        }
        if (value.has("Fn::ImportValue")) {
            return exported(value.path("Fn::ImportValue").asString(""));
        }
        return Optional.empty();
    }

    private Optional<Resource> exported(String name) {
        for (Template template : templates) {
            for (JsonNode output : template.body().path("Outputs")) {
                if (output.path("Export").path("Name").asString("").equals(name)) {
                    return referred(template.stack(), output.path("Value"));
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
