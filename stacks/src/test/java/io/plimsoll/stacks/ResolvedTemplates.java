package io.plimsoll.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.plimsoll.environment.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Templates as they are once CloudFormation has put values in the places of its functions: what a
 * deployment into account 111122223333 would make of them.
 */
final class ResolvedTemplates {

    static final String ACCOUNT = "111122223333";
    static final String ISSUER = "oidc.eks.us-west-1.amazonaws.com/id/EXAMPLE";
    static final String PROVIDER = "arn:aws:iam::" + ACCOUNT + ":oidc-provider/" + ISSUER;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SequencedMap<String, JsonNode> templates = new LinkedHashMap<>();

    ResolvedTemplates(Environment environment) {
        Templates synthesized = Templates.of(environment);
        for (String part : Templates.PARTS) {
            templates.put(part, JSON.valueToTree(synthesized.part(part).toJSON()));
        }
    }

    /** A resource with its properties resolved. */
    record Resource(String part, String logicalId, JsonNode properties) {}

    List<Resource> resources(String type) {
        List<Resource> found = new ArrayList<>();
        templates.forEach((part, template) ->
                template.required("Resources")
                        .properties()
                        .forEach(resource -> {
                            if (resource.getValue().required("Type").asText().equals(type)) {
                                found.add(
                                        new Resource(
                                                part,
                                                resource.getKey(),
                                                resolve(
                                                        part,
                                                        resource.getValue().path("Properties"))));
                            }
                        }));
        return found;
    }

    private JsonNode resolve(String part, JsonNode node) {
        if (node.isArray()) {
            ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> resolved.add(resolve(part, each)));
            return resolved;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return function(part, only.getKey(), only.getValue());
            }
        }
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(each -> resolved.set(each.getKey(), resolve(part, each.getValue())));
        return resolved;
    }

    private JsonNode function(String part, String name, JsonNode argument) {
        return switch (name) {
            case "Ref" -> TextNode.valueOf(reference(part, argument.asText()));
            case "Fn::GetAtt" ->
                    TextNode.valueOf(
                            attribute(part, argument.get(0).asText(), argument.get(1).asText()));
            case "Fn::ImportValue" -> imported(argument.asText());
            case "Fn::Join" -> join(part, argument);
            case "Fn::Split" -> split(part, argument);
            case "Fn::Select" -> resolve(part, argument.get(1)).get(argument.get(0).asInt());
            case "Fn::Sub" -> substitute(part, argument);
            default -> throw new IllegalArgumentException("no known function: " + name);
        };
    }

    private String reference(String part, String name) {
        return switch (name) {
            case "AWS::AccountId" -> ACCOUNT;
            case "AWS::Partition" -> "aws";
            case "AWS::Region" -> "us-west-1";
            default -> attribute(part, name, "Ref");
        };
    }

    private String attribute(String part, String logicalId, String attribute) {
        String type =
                templates
                        .getOrDefault(part, MissingNode.getInstance())
                        .at("/Resources/" + logicalId + "/Type")
                        .asText();
        return switch (type + "." + attribute) {
            case "AWS::EKS::Cluster.OpenIdConnectIssuerUrl" -> "https://" + ISSUER;
            case "AWS::IAM::OIDCProvider.Ref", "AWS::IAM::OIDCProvider.Arn" -> PROVIDER;
            case "AWS::Logs::LogGroup.Arn" ->
                    "arn:aws:logs:us-west-1:%s:log-group:%s:*".formatted(ACCOUNT, logicalId);
            case "AWS::IAM::Role.Arn" -> "arn:aws:iam::%s:role/%s".formatted(ACCOUNT, logicalId);
            default -> type + "/" + logicalId + "." + attribute;
        };
    }

    private JsonNode imported(String export) {
        for (Map.Entry<String, JsonNode> template : templates.entrySet()) {
            for (JsonNode output : template.getValue().path("Outputs")) {
                if (output.at("/Export/Name").asText().equals(export)) {
                    return resolve(template.getKey(), output.required("Value"));
                }
            }
        }
        throw new IllegalArgumentException("nobody exports " + export);
    }

    private JsonNode join(String part, JsonNode argument) {
        List<String> texts = new ArrayList<>();
        resolve(part, argument.get(1)).forEach(text -> texts.add(text.asText()));
        return TextNode.valueOf(String.join(argument.get(0).asText(), texts));
    }

    private JsonNode split(String part, JsonNode argument) {
        ArrayNode pieces = JsonNodeFactory.instance.arrayNode();
        String text = resolve(part, argument.get(1)).asText();
        String delimiter = Pattern.quote(argument.get(0).asText());
        for (String piece : text.split(delimiter, -1)) {
            pieces.add(piece);
        }
        return pieces;
    }

    /** Where the text is a whole JSON document, CloudFormation makes an object of it. */
    private JsonNode substitute(String part, JsonNode argument) {
        String text = argument.get(0).asText();
        for (Map.Entry<String, JsonNode> variable : argument.get(1).properties()) {
            text =
                    text.replace(
                            "${" + variable.getKey() + "}",
                            resolve(part, variable.getValue()).asText());
        }
        try {
            return text.startsWith("{") ? JSON.readTree(text) : TextNode.valueOf(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
