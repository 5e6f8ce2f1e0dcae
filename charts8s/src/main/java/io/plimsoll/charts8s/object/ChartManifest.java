package io.plimsoll.charts8s.object;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What one chart puts into its file.
 *
 * @param name of the chart; as a layout places it, the path of its file without {@code .yaml}
 * @param objects in the order they are applied
 */
public record ChartManifest(String name, List<HasMetadata> objects) {

    public ChartManifest {
        objects = List.copyOf(objects);
    }

    /** The same objects in another place. */
    public ChartManifest at(String path) {
        return new ChartManifest(path, objects);
    }
}
