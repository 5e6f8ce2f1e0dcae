package io.plimsoll.charts8s.own;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.environment.JsonText;
import io.plimsoll.environment.OwnObjects;
import tools.jackson.databind.json.JsonMapper;

/** Objects that somebody else wrote, as they are. */
public final class OwnChart {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private OwnChart() {}

    public static ChartManifest of(OwnObjects own) {
        return new ChartManifest("own", own.objects().stream().map(OwnChart::object).toList());
    }

    private static HasMetadata object(JsonText text) {
        return MAPPER.readValue(text.json(), GenericKubernetesResource.class);
    }
}
