package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs the Lambda function's source in Node.js, as Lambda does. */
class GroupFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASG = "eks-kong-1234";
    private static final Map<String, String> EXISTING = Map.of("kong", ASG);

    @Test
    void startsANewGroupAtItsInitialSize() throws Exception {
        Run run = run(size("Create", 1, 6, 2), Map.of(), Map.of());

        assertThat(run.answer("Status")).isEqualTo("SUCCESS");
        assertThat(run.desiredSize()).isEqualTo(2);
    }

    @Test
    void keepsTheSizeThatTheAutoscalerChose() throws Exception {
        Run run = run(size("Update", 1, 6, 2), EXISTING, Map.of(ASG, 5));

        assertThat(run.desiredSize()).isEqualTo(5);
    }

    @Test
    void movesTheSizeIntoNewLimits() throws Exception {
        assertThat(run(size("Update", 1, 3, 2), EXISTING, Map.of(ASG, 5)).desiredSize())
                .isEqualTo(3);
        assertThat(run(size("Update", 4, 6, 5), EXISTING, Map.of(ASG, 1)).desiredSize())
                .isEqualTo(4);
    }

    @Test
    void keepsAnEmptyGroupEmpty() throws Exception {
        Run run = run(size("Update", 0, 6, 2), EXISTING, Map.of(ASG, 0));

        assertThat(run.desiredSize()).isZero();
    }

    @Test
    void startsAGroupThatTakesAnothersPlaceAtItsSize() throws Exception {
        ObjectNode event = size("Update", 1, 6, 1);
        event.withObject("ResourceProperties").put("NodeGroupName", "kong-2");
        event.withObject("OldResourceProperties")
                .put("ClusterName", Scenario.CLUSTER)
                .put("NodeGroupName", "kong");

        assertThat(run(event, EXISTING, Map.of(ASG, 5)).desiredSize()).isEqualTo(5);
    }

    @Test
    void takesTheRulesOutOfASecurityGroupWhetherTheyAreThereOrNot() throws Exception {
        for (Map<String, Integer> there : List.of(Map.<String, Integer>of(), Map.of("closed", 1))) {
            ObjectNode event = event("Custom::ClosedSecurityGroup", "Create");
            event.withObject("ResourceProperties")
                    .put("GroupId", "sg-1")
                    .put("Account", "111122223333");

            Run run = run(event, Map.of(), there);

            assertThat(run.answer("Status")).isEqualTo("SUCCESS");
            assertThat(run.call("RevokeSecurityGroupIngress").at("/GroupId").asText())
                    .isEqualTo("sg-1");
            assertThat(
                            run.call("RevokeSecurityGroupEgress")
                                    .at("/IpPermissions/0/IpRanges/0/CidrIp")
                                    .asText())
                    .isEqualTo("0.0.0.0/0");
        }
    }

    @Test
    void tagsTheGroupAndTakesAwayTagsThatAreNoLongerMeant() throws Exception {
        ObjectNode event = tags("Update", "kept", "new");
        event.set("OldResourceProperties", JSON.valueToTree(Map.of("Tags", list("kept", "old"))));

        Run run = run(event, EXISTING, Map.of());

        assertThat(run.call("DeleteTags").required("Tags"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                [{"Key": "old", "ResourceId": "eks-kong-1234",
                                  "ResourceType": "auto-scaling-group"}]
                                """));
        assertThat(run.keys("CreateOrUpdateTags")).containsExactly("kept", "new");
        assertThat(run.call("CreateOrUpdateTags").at("/Tags/0/PropagateAtLaunch").asBoolean(true))
                .isFalse();
        assertThat(run.answer("Data", "AutoScalingGroupName")).isEqualTo(ASG);
    }

    @Test
    void splitsTagsIntoCallsOfTwentyFive() throws Exception {
        String[] keys = IntStream.range(0, 60).mapToObj(i -> "key" + i).toArray(String[]::new);

        Run run = run(tags("Create", keys), EXISTING, Map.of());

        assertThat(run.calls("CreateOrUpdateTags"))
                .extracting(call -> call.required("Tags").size())
                .containsExactly(25, 25, 10);
    }

    @Test
    void takesItsTagsAwayOnDelete() throws Exception {
        Run run = run(tags("Delete", "kept"), EXISTING, Map.of());

        assertThat(run.keys("DeleteTags")).containsExactly("kept");
        assertThat(run.answer("Status")).isEqualTo("SUCCESS");
    }

    @Test
    void deletesInPeaceWhatIsGoneAlready() throws Exception {
        Run run = run(tags("Delete", "kept"), Map.of(), Map.of());

        assertThat(run.calls("DeleteTags")).isEmpty();
        assertThat(run.answer("Status")).isEqualTo("SUCCESS");
    }

    @Test
    void saysWhyItFailed() throws Exception {
        Run run = run(tags("Create", "kept"), Map.of("kong", "denied"), Map.of());

        assertThat(run.answer("Status")).isEqualTo("FAILED");
        assertThat(run.answer("Reason")).isEqualTo("AccessDeniedException: no");
    }

    private static ObjectNode size(String request, int min, int max, int initial) {
        ObjectNode event = event("Custom::NodeGroupSize", request);
        event.withObject("ResourceProperties")
                .put("MinSize", Integer.toString(min))
                .put("MaxSize", Integer.toString(max))
                .put("InitialDesiredSize", Integer.toString(initial));
        return event;
    }

    private static ObjectNode tags(String request, String... keys) {
        ObjectNode event = event("Custom::AutoScalingGroupTags", request);
        event.withObject("ResourceProperties").set("Tags", JSON.valueToTree(list(keys)));
        return event;
    }

    private static List<Map<String, String>> list(String... keys) {
        return List.of(keys).stream().map(key -> Map.of("Key", key, "Value", "x")).toList();
    }

    private static ObjectNode event(String type, String request) {
        ObjectNode event = JSON.createObjectNode();
        event.put("ResourceType", type)
                .put("RequestType", request)
                .put("ResponseURL", "https://example.com/answer");
        event.withObject("ResourceProperties")
                .put("ClusterName", Scenario.CLUSTER)
                .put("NodeGroupName", "kong");
        return event;
    }

    private static Run run(
            ObjectNode event, Map<String, String> nodeGroups, Map<String, Integer> sizes)
            throws IOException, InterruptedException {
        Path function = Path.of("src/main/resources/io/plimsoll/stacks/nodegroup");
        Path driver = Path.of("src/test/resources/io/plimsoll/stacks/function-test.js");
        String input =
                JSON.writeValueAsString(
                        Map.of("event", event, "nodeGroups", nodeGroups, "sizes", sizes));
        Process node =
                new ProcessBuilder(
                                "node",
                                driver.toString(),
                                function.resolve("auto-scaling-group.js")
                                        .toAbsolutePath()
                                        .toString(),
                                input)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).isZero();
        return new Run(JSON.readTree(output));
    }

    /** What the function asked for and answered. */
    private record Run(JsonNode json) {

        String answer(String... path) {
            return json.at("/answer/" + String.join("/", path)).asText();
        }

        int desiredSize() {
            return json.at("/answer/Data/DesiredSize").asInt(-1);
        }

        List<JsonNode> calls(String name) {
            List<JsonNode> inputs = new ArrayList<>();
            for (JsonNode call : json.required("calls")) {
                if (call.required("name").asText().equals(name)) {
                    inputs.add(call.required("input"));
                }
            }
            return inputs;
        }

        JsonNode call(String name) {
            return calls(name).getFirst();
        }

        List<String> keys(String name) {
            return call(name).required("Tags").findValuesAsText("Key");
        }
    }
}
