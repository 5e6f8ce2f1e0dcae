package io.plimsoll.cli.subject;

import io.plimsoll.checks.infrastructure.Trust;
import io.plimsoll.checks.infrastructure.Trust.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trust policies of templates: JSON, or JSON text with places that deployment fills in. */
final class TrustPolicy {

    private static final String SUBSTITUTED = "Fn::Sub";

    private TrustPolicy() {}

    /** What it allows. */
    static List<Trust> read(JsonNode document) {
        if (document.has(SUBSTITUTED)) {
            JsonNode text = document.path(SUBSTITUTED);
            String json = (text.isArray() ? text.path(0) : text).asString("{}");
            return read(JsonMapper.shared().readTree(json));
        }
        List<Trust> trusts = new ArrayList<>();
        for (JsonNode statement : each(document.path("Statement"))) {
            if (statement.path("Effect").asString("").equals("Allow")) {
                trusts.add(
                        new Trust(
                                principals(statement.path("Principal")),
                                texts(statement.path("Action")),
                                conditions(statement.path("Condition"))));
            }
        }
        return trusts;
    }

    private static List<String> principals(JsonNode byKind) {
        List<String> principals = new ArrayList<>();
        for (Map.Entry<String, JsonNode> kind : byKind.properties()) {
            texts(kind.getValue()).forEach(one -> principals.add(kind.getKey() + " " + one));
        }
        return principals;
    }

    private static List<Condition> conditions(JsonNode byOperator) {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : byOperator.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                conditions.add(
                        new Condition(operator.getKey(), key.getKey(), texts(key.getValue())));
            }
        }
        return conditions;
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        each(oneOrMore)
                .forEach(node -> texts.add(node.isString() ? node.asString() : node.toString()));
        return texts;
    }

    /** IAM lets a list of one go without its brackets. */
    private static Iterable<JsonNode> each(JsonNode oneOrMore) {
        return oneOrMore.isArray() ? oneOrMore : List.of(oneOrMore);
    }
}
