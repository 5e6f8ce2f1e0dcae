package io.plimsoll.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Decides requests by a policy's statements, as IAM does for those that have {@code Allow} only.
 */
record PolicyDocument(JsonNode statements) {

    Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        statements.forEach(statement -> texts(statement.required("Action")).forEach(actions::add));
        return actions;
    }

    boolean allows(String action, String resource, Map<String, String> resourceTags) {
        return StreamSupport.stream(statements.spliterator(), false)
                .anyMatch(statement ->
                        texts(statement.required("Action")).anyMatch(action::equals)
                                && texts(statement.required("Resource"))
                                        .anyMatch(pattern -> matches(pattern, resource))
                                && holds(statement.path("Condition"), resourceTags));
    }

    private static boolean holds(JsonNode condition, Map<String, String> resourceTags) {
        return condition.path("StringEquals").properties().stream()
                .allMatch(entry ->
                        entry.getValue()
                                .asText()
                                .equals(
                                        resourceTags.get(
                                                entry.getKey().replace("aws:ResourceTag/", ""))));
    }

    private static boolean matches(String pattern, String resource) {
        return resource.matches(pattern.replace("*", ".*"));
    }

    /** A text, a list of them, or a join in which the account is the one reference. */
    private static Stream<String> texts(JsonNode value) {
        if (value.isTextual()) {
            return Stream.of(value.asText());
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).flatMap(PolicyDocument::texts);
        }
        StringBuilder joined = new StringBuilder();
        value.at("/Fn::Join/1")
                .forEach(part -> joined.append(part.isTextual() ? part.asText() : "111122223333"));
        return Stream.of(joined.toString());
    }
}
