package io.plimsoll.autoscaler.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JsonItemsTest {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** Whatever could be taken for the end of an item, a text or the list. */
    private static final List<String> TEXTS =
            List.of(
                    "", "a", "}", "{", "]", "[", ",", "\"", "\\", "\\\"", "\n", "items", "ü€𝄞",
                    "null");

    private record Read(int line, JsonNode item, boolean mayHoldNull) {}

    @Test
    void readsTheItemsThatTheWholeTextHoldsEachOnItsLine() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            ObjectNode list = MAPPER.createObjectNode();
            if (random.nextBoolean()) {
                list.put("kind", TEXTS.get(random.nextInt(TEXTS.size())));
            }
            ArrayNode items = list.putArray("items");
            int count = random.nextInt(random.nextInt(10) == 0 ? 400 : 6);
            for (int item = 0; item < count; item++) {
                items.add(map(random, 3));
            }
            list.set("metadata", map(random, 2));
            String text =
                    random.nextBoolean()
                            ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(list)
                            : MAPPER.writeValueAsString(list);

            assertThat(inRuns(text)).as("seed %d: %s", seed, text).isEqualTo(atOnce(text));
            assertThat(around(text)).as("seed %d: %s", seed, text).isEqualTo(list.without("items"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[{\"items\":[{}]}]",
                "{\"kind\":\"Pod\"}",
                "{\"items\":{}}",
                "{\"items\":[1]}",
                "{\"items\":[{},null]}",
                "{\"spec\":{\"items\":[{}]}}",
                "{\"kind\":\"items\",\"spec\":[{}]}",
                "{\"items\":[{}]} {\"items\":[{}]}",
                "{\"items\":[{}],\"items\":[{}]}",
                "{\"items\":[{} {}]}",
                "{\"items\":[{},]}",
                "{\"items\":[{\"a\":1}"
            })
    void leavesEveryOtherTextToTheParserOfWholeTexts(String text) {
        assertThat(JsonItems.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{]}", "{\"a\"}", "{\"a\":1,}", "{\"a\":tru}", "{\"a\":1,\"a\":2}"})
    void refusesAnItemThatIsNoJson(String item) {
        JsonItems items = JsonItems.of("{\"items\":[{\"a\":1}," + item + "]}").orElseThrow();

        assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> items.run(0));
    }

    private static List<Read> inRuns(String text) {
        JsonItems items = JsonItems.of(text).orElseThrow();
        List<Read> read = new ArrayList<>();
        for (int run = 0; run < items.runs(); run++) {
            assertThat(items.run(run).first()).isEqualTo(read.size());
            items.run(run).trees().forEach(tree -> read.add(read(tree, tree.root())));
        }
        return read;
    }

    private static List<Read> atOnce(String text) {
        Tree tree = JsonTrees.parse(text).getFirst();
        JsonNode items = tree.root().path("items");
        return IntStream.range(0, items.size())
                .mapToObj(index -> read(tree, items.path(index)))
                .toList();
    }

    private static Read read(Tree tree, JsonNode item) {
        return new Read(tree.line(item), item, tree.mayHoldNull(item));
    }

    private static JsonNode around(String text) {
        ObjectNode around = (ObjectNode) JsonItems.of(text).orElseThrow().around().root();
        return around.without("items");
    }

    private static ObjectNode map(Random random, int deepest) {
        ObjectNode map = MAPPER.createObjectNode();
        for (int entry = random.nextInt(4); entry > 0; entry--) {
            map.set(TEXTS.get(random.nextInt(TEXTS.size())), value(random, deepest - 1));
        }
        return map;
    }

    private static JsonNode value(Random random, int deepest) {
        return switch (random.nextInt(deepest > 0 ? 6 : 4)) {
            case 0 -> MAPPER.getNodeFactory().stringNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case 1 -> MAPPER.getNodeFactory().numberNode(random.nextInt(100));
            case 2 -> MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
            case 3 -> MAPPER.getNodeFactory().nullNode();
            case 4 -> map(random, deepest);
            default -> MAPPER.createArrayNode().add(value(random, deepest - 1));
        };
    }
}
