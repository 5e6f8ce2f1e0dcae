package io.plimsoll.demo;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.demo.story.Cast;
import io.plimsoll.demo.world.Casting;
import io.plimsoll.environment.SimulationConfig;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** A small environment's files, and the world that they make. */
public final class Synthesized {

    public static final SimulationConfig ASSUMPTIONS =
            new SimulationConfig(
                    new Quantity("4500u"),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5));

    private Synthesized() {}

    public static Demo.Synthesized files() {
        return new Demo.Synthesized(folder("cdk.out"), folder("manifests"));
    }

    public static Cast cast() throws IOException {
        return new Casting(ASSUMPTIONS, 1).cast(folder("cdk.out"), folder("manifests"));
    }

    private static Path folder(String name) {
        URL url = Objects.requireNonNull(Synthesized.class.getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
