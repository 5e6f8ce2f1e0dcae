package io.plimsoll.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Decides requests by the statements of policies, as IAM does (IAM User Guide, "Policy evaluation
 * logic"): a statement that denies wins, without one that allows the answer is no. It refuses to
 * decide by what it does not know, so that no table of answers is true by mistake.
 */
record AccessPolicy(List<JsonNode> documents) {

    private static final Set<String> ELEMENTS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Principal",
                    "Condition");

    /**
     * What somebody wants.
     *
     * @param principal kind and name, such as {@code Service ec2.amazonaws.com}; empty for policies
     *     that belong to the principal
     * @param resource empty for trust policies, which are about their own role
     * @param context values of condition keys
     */
    record Request(String principal, String action, String resource, Map<String, String> context) {}

    boolean allows(Request request) {
        List<JsonNode> matching =
                statements().filter(statement -> matches(statement, request)).toList();
        return !matching.isEmpty()
                && matching.stream()
                        .allMatch(
                                statement -> statement.required("Effect").asText().equals("Allow"));
    }

    /** Every action that some statement names. */
    Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        statements()
                .forEach(statement -> texts(statement.required("Action")).forEach(actions::add));
        return actions;
    }

    private Stream<JsonNode> statements() {
        return documents.stream()
                .flatMap(document -> each(document.required("Statement")))
                .peek(AccessPolicy::refuseUnknown);
    }

    private static void refuseUnknown(JsonNode statement) {
        statement
                .fieldNames()
                .forEachRemaining(name -> {
                    if (!ELEMENTS.contains(name)) {
                        throw new IllegalArgumentException("no known element: " + name);
                    }
                });
        String effect = statement.required("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new IllegalArgumentException("no effect: " + effect);
        }
    }

    private static boolean matches(JsonNode statement, Request request) {
        return principal(statement, request.principal())
                && either(
                        statement,
                        "Action",
                        pattern ->
                                like(
                                        pattern.toLowerCase(Locale.ROOT),
                                        request.action().toLowerCase(Locale.ROOT)))
                && either(statement, "Resource", pattern -> like(pattern, request.resource()))
                && conditions(statement.path("Condition"), request.context());
    }

    private static boolean principal(JsonNode statement, String actual) {
        if (!statement.has("Principal")) {
            return true;
        }
        JsonNode principal = statement.required("Principal");
        if (principal.isTextual()) {
            return principal.asText().equals("*");
        }
        return principal.properties().stream()
                .flatMap(kind -> texts(kind.getValue()).map(value -> kind.getKey() + " " + value))
                .anyMatch(actual::equals);
    }

    /** An element or its opposite; a statement about anything has neither. */
    private static boolean either(JsonNode statement, String element, Predicate<String> matches) {
        if (statement.has("Not" + element)) {
            return texts(statement.required("Not" + element)).noneMatch(matches);
        }
        return !statement.has(element) || texts(statement.required(element)).anyMatch(matches);
    }

    private static boolean conditions(JsonNode byOperator, Map<String, String> context) {
        return byOperator.properties().stream()
                .allMatch(operator ->
                        operator.getValue().properties().stream()
                                .allMatch(key ->
                                        condition(
                                                operator.getKey(),
                                                value(context, key.getKey()),
                                                texts(key.getValue()).toList())));
    }

    /** Names of condition keys know no case. */
    private static String value(Map<String, String> context, String key) {
        return context.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** A key without a value meets no condition but the negative ones. */
    private static boolean condition(String operator, String actual, List<String> wanted) {
        return switch (operator) {
            case "StringEquals", "ArnEquals" -> wanted.contains(actual) && !actual.isEmpty();
            case "StringNotEquals", "ArnNotEquals" -> !wanted.contains(actual);
            case "StringLike", "ArnLike" ->
                    !actual.isEmpty() && wanted.stream().anyMatch(value -> like(value, actual));
            case "StringNotLike", "ArnNotLike" ->
                    wanted.stream().noneMatch(value -> like(value, actual));
            case "Bool" -> wanted.stream().anyMatch(actual::equalsIgnoreCase);
            case "Null" -> wanted.contains(Boolean.toString(actual.isEmpty()));
            default -> throw new IllegalArgumentException("no known operator: " + operator);
        };
    }

    private static boolean like(String pattern, String text) {
        if (pattern.contains("${")) {
            throw new IllegalArgumentException("no variables: " + pattern);
        }
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return text.matches(regex);
    }

    private static Stream<String> texts(JsonNode oneOrMore) {
        return each(oneOrMore)
                .map(node -> {
                    if (!node.isTextual()) {
                        throw new IllegalArgumentException("no text: " + node);
                    }
                    return node.asText();
                });
    }

    private static Stream<JsonNode> each(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? StreamSupport.stream(oneOrMore.spliterator(), false)
                : Stream.of(oneOrMore);
    }
}
