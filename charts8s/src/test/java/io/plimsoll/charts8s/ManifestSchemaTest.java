package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.charts8s.layout.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ManifestSchemaTest {

    private final KubernetesSchema schema = new KubernetesSchema();

    static List<String> environments() {
        return Environments.all();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void acceptsEveryObject(String environment) {
        List<JsonNode> objects =
                Rendered.objects(environment, Layout.PLAIN).stream().filter(schema::knows).toList();

        assertThat(objects).hasSizeGreaterThan(20);
        assertThat(objects).allSatisfy(object -> assertThat(schema.errors(object)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("environments")
    void leavesNoEmptyStatusAndNoNull(String environment) {
        assertThat(Rendered.objects(environment, Layout.PLAIN))
                .allSatisfy(object -> {
                    assertThat(object.has("status")).isFalse();
                    assertThat(object.toString()).doesNotContain("null");
                });
    }

    @Test
    void refusesAnUnknownField() {
        ObjectNode service =
                (ObjectNode)
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"apiVersion": "v1", "kind": "Service",
                                         "spec": {"portz": [], "ports": [{"port": 1, "targetPort": "a"}]}}
                                        """);

        assertThat(schema.errors(service)).hasSize(1);
        assertThat(schema.errors(service).getFirst().getMessage()).contains("portz");
    }
}
