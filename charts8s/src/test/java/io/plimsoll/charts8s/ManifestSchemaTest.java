package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ManifestSchemaTest {

    private final KubernetesSchema schema = new KubernetesSchema();

    @Test
    void acceptsEveryObject() {
        List<JsonNode> objects = Rendered.objects(Environments.dbless());

        assertThat(objects).hasSizeGreaterThan(25);
        assertThat(objects).allSatisfy(object -> assertThat(schema.errors(object)).isEmpty());
    }

    @Test
    void leavesNoEmptyStatusAndNoNull() {
        assertThat(Rendered.objects(Environments.dbless()))
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
