package io.plimsoll.environment.file;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.AnyScalar;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.FileText;
import io.plimsoll.environment.GoDuration;
import io.plimsoll.environment.JsonText;
import io.plimsoll.environment.OwnObjects;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of environment files, out of the records that they are bound to. */
final class EnvironmentSchema {

    private static final String QUANTITY = "^\\d+(\\.\\d*)?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)?$";

    private EnvironmentSchema() {}

    static ObjectNode generate() {
        SchemaGeneratorConfigBuilder builder =
                new SchemaGeneratorConfigBuilder(
                                SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(
                                new JacksonSchemaModule(
                                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY,
                                        JacksonOption.RESPECT_JSONPROPERTY_REQUIRED))
                        .with(new JakartaValidationModule())
                        .with(
                                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                                Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                                Option.INLINE_ALL_SCHEMAS);
        builder.forFields()
                .withIgnoreCheck(field -> Modifier.isStatic(field.getRawMember().getModifiers()))
                .withNullableCheck(field -> false)
                .withStringPatternResolver(EnvironmentSchema::pattern)
                .withDefaultResolver(EnvironmentSchema::defaultValue)
                .withCustomDefinitionProvider(EnvironmentSchema::wordMap)
                .withInstanceAttributeOverride(EnvironmentSchema::describeKeys);
        builder.forTypesInGeneral()
                .withPropertySorter((_, _) -> 0)
                .withCustomDefinitionProvider(EnvironmentSchema::oneWord)
                .withSubtypeResolver((type, context) ->
                        type.getErasedType().isSealed()
                                ? Stream.of(type.getErasedType().getPermittedSubclasses())
                                        .map(sub -> context.getTypeContext().resolve(sub))
                                        .toList()
                                : List.of());
        ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(Environment.class);
        unwrap(schema);
        orItsVersion((ObjectNode) schema.at("/properties/cluster/properties/addons"));
        JsonNode kong = schema.at("/properties/kong/properties");
        orItsName((ObjectNode) kong.at("/plugins"));
        orItsWord((ObjectNode) schema.at("/properties"), "monitoring", "by");
        orNone((ObjectNode) kong.at("/limits/properties/cpu"));
        orNumber(
                (ObjectNode)
                        schema.at(
                                "/properties/nodeGroups/items/properties/disruptionBudgets/items/properties/nodes"));
        return orSeveral(schema);
    }

    /** An add-on's version may stand alone. */
    private static void orItsVersion(ObjectNode addons) {
        JsonNode settings = addons.required("additionalProperties");
        ArrayNode alternatives = addons.putObject("additionalProperties").putArray("anyOf");
        alternatives.add(settings.required("properties").required("version").deepCopy());
        alternatives.add(settings);
    }

    private static void orItsWord(ObjectNode properties, String key, String word) {
        JsonNode block = properties.required(key);
        ArrayNode alternatives = properties.putObject(key).putArray("anyOf");
        alternatives.add(block.required("properties").required(word).deepCopy());
        alternatives.add(block);
    }

    /** A plugin's name may stand alone. */
    private static void orItsName(ObjectNode plugins) {
        JsonNode block = plugins.required("items");
        ArrayNode alternatives = plugins.putObject("items").putArray("anyOf");
        alternatives.add(block.required("properties").required("name").deepCopy());
        alternatives.add(block);
    }

    private static void orNone(ObjectNode quantity) {
        quantity.putArray("type").add("string").add("number").add("null");
    }

    private static void orNumber(ObjectNode text) {
        text.putArray("type").add("string").add("integer");
        text.put("minimum", 0).put("maximum", 9999);
    }

    /** One environment, or several by name. */
    private static ObjectNode orSeveral(ObjectNode environment) {
        ObjectNode schema = environment.objectNode();
        schema.set("$schema", environment.remove("$schema"));
        schema.putObject("$defs").set("environment", environment);
        ArrayNode alternatives = schema.putArray("anyOf");
        alternatives.addObject().put("$ref", "#/$defs/environment");
        ObjectNode several = alternatives.addObject().put("type", "object");
        ObjectNode listed = several.putObject("properties").putObject("environments");
        listed.put("type", "object").put("description", "Several environments, by name.");
        listed.put("minProperties", 1);
        listed.putObject("additionalProperties").put("$ref", "#/$defs/environment");
        several.putArray("required").add("environments");
        several.put("additionalProperties", false);
        return schema;
    }

    /** Types of the file's that are one word in quotes or without. */
    private static @Nullable CustomDefinition oneWord(
            ResolvedType type, SchemaGenerationContext context) {
        Class<?> erased = type.getErasedType();
        ObjectNode word = context.getGeneratorConfig().createObjectNode();
        if (erased == Quantity.class) {
            word.putArray("type").add("string").add("number");
            word.put("pattern", QUANTITY).put("minimum", 0);
        } else if (erased == Duration.class) {
            word.put("type", "string").put("pattern", "^(" + GoDuration.SYNTAX + ")$");
        } else if (erased == OptionalInt.class) {
            word.put("type", "integer");
        } else if (erased == FileText.class || erased == OwnObjects.class) {
            word.put("type", "string");
        } else if (erased == JsonText.class) {
            word.put("type", "object");
        } else {
            return null;
        }
        return new CustomDefinition(word, true);
    }

    private static @Nullable String pattern(FieldScope field) {
        if (isMap(field)) {
            return null;
        }
        Pattern own = field.getRawMember().getAnnotation(Pattern.class);
        if (own != null && !field.isFakeContainerItemScope()) {
            return whole(own);
        }
        boolean listItself = field.isContainerType() && !field.isFakeContainerItemScope();
        return listItself
                ? null
                : arguments(field).stream()
                        .flatMap(item -> Stream.ofNullable(item.getAnnotation(Pattern.class)))
                        .map(EnvironmentSchema::whole)
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Object defaultValue(FieldScope field) {
        JsonProperty property = field.getAnnotation(JsonProperty.class);
        if (field.isFakeContainerItemScope()
                || property == null
                || property.defaultValue().isEmpty()) {
            return null;
        }
        try {
            return plain(YamlDocument.parse(property.defaultValue()).orElseThrow());
        } catch (YamlDocument.InvalidYamlException e) {
            throw new AssertionError(e);
        }
    }

    private static Object plain(Yaml value) {
        return switch (value) {
            case Yaml.Mapping mapping -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> entries.put(key, plain(entry)));
                yield entries;
            }
            case Yaml.Sequence sequence ->
                    sequence.items().stream().map(EnvironmentSchema::plain).toList();
            case Yaml.Scalar scalar ->
                    switch (scalar.kind()) {
                        case INTEGER -> Integer.valueOf(scalar.text());
                        case BOOLEAN -> Boolean.valueOf(scalar.text());
                        case TEXT, DECIMAL, NULL -> scalar.text();
                    };
        };
    }

    /** Maps of words: what their keys and values look like. */
    private static @Nullable CustomPropertyDefinition wordMap(
            FieldScope field, SchemaGenerationContext context) {
        if (field.isFakeContainerItemScope() || !isMap(field)) {
            return null;
        }
        List<AnnotatedType> arguments = arguments(field);
        boolean orSeveral =
                isAnyScalar(field)
                        && arguments.getLast().getType() instanceof ParameterizedType values
                        && values.getRawType() == List.class;
        if (arguments.getLast().getType() != String.class && !orSeveral) {
            return null;
        }
        ObjectNode map = context.getGeneratorConfig().createObjectNode().put("type", "object");
        key(field).ifPresent(key -> map.putObject("propertyNames").put("pattern", whole(key)));
        ObjectNode value = map.putObject("additionalProperties");
        if (orSeveral) {
            ArrayNode alternatives = value.putArray("anyOf");
            anyScalar(alternatives.addObject());
            anyScalar(alternatives.addObject().put("type", "array").putObject("items"));
        } else if (isAnyScalar(field)) {
            anyScalar(value);
        } else {
            value.put("type", "string");
        }
        Optional.ofNullable(arguments.getLast().getAnnotation(Pattern.class))
                .ifPresent(text -> value.put("pattern", whole(text)));
        return new CustomPropertyDefinition(map);
    }

    private static void anyScalar(ObjectNode value) {
        value.putArray("type").add("string").add("number").add("boolean");
    }

    private static void describeKeys(
            ObjectNode attributes, FieldScope field, SchemaGenerationContext context) {
        if (!field.isFakeContainerItemScope() && isMap(field)) {
            key(field)
                    .ifPresent(key ->
                            attributes.putObject("propertyNames").put("pattern", whole(key)));
        }
    }

    private static boolean isMap(FieldScope field) {
        return Map.class.isAssignableFrom(field.getRawMember().getType());
    }

    private static Optional<Pattern> key(FieldScope field) {
        return Optional.ofNullable(arguments(field).getFirst().getAnnotation(Pattern.class));
    }

    private static List<AnnotatedType> arguments(FieldScope field) {
        return field.getRawMember().getAnnotatedType() instanceof AnnotatedParameterizedType generic
                ? List.of(generic.getAnnotatedActualTypeArguments())
                : List.of();
    }

    private static boolean isAnyScalar(MemberScope<?, ?> field) {
        return Stream.of(field.getDeclaringType().getErasedType().getRecordComponents())
                .filter(component -> component.getName().equals(field.getDeclaredName()))
                .anyMatch(component -> component.isAnnotationPresent(AnyScalar.class));
    }

    private static String whole(Pattern pattern) {
        return "^(" + pattern.regexp() + ")$";
    }

    /**
     * Lifts what is unwrapped into the block around it, as only so can that forbid other keys, and
     * takes back that an Optional may be null.
     */
    private static void unwrap(JsonNode node) {
        for (JsonNode child : node) {
            unwrap(child);
        }
        if (!(node instanceof ObjectNode block)) {
            return;
        }
        if (block.get("type") instanceof ArrayNode types
                && types.valueStream().anyMatch(type -> type.asString().equals("null"))) {
            block.set("type", types.get(0));
        }
        if (block.remove("allOf") instanceof ArrayNode parts) {
            for (JsonNode part : parts) {
                lift((ObjectNode) part, block);
            }
        }
    }

    private static void lift(ObjectNode part, ObjectNode block) {
        part.forEachEntry((keyword, value) -> {
            if (keyword.equals("properties")) {
                block.withObjectProperty(keyword).setAll((ObjectNode) value);
            } else if (keyword.equals("required")) {
                ArrayNode all = block.withArrayProperty(keyword);
                value.valueStream()
                        .filter(name -> all.valueStream().noneMatch(name::equals))
                        .forEach(all::add);
            } else {
                block.putIfAbsent(keyword, value);
            }
        });
    }
}
