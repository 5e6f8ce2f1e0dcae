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
import java.util.Optional;

/** A small environment's files, and the world that they make. */
public final class Synthesized {

    private Synthesized() {}

    public static Cast cast() throws IOException {
        return castWithBoot(Duration.ofSeconds(40));
    }

    /** The same where an instance takes that long to register its node. */
    public static Cast castWithBoot(Duration instanceBoot) throws IOException {
        return cast(instanceBoot, 1);
    }

    public static Cast castWithSeed(long seed) throws IOException {
        return cast(Duration.ofSeconds(40), seed);
    }

    private static Cast cast(Duration instanceBoot, long seed) throws IOException {
        SimulationConfig assumptions =
                new SimulationConfig(
                        new Quantity("4500u"),
                        instanceBoot,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Optional.empty());
        return new Casting(assumptions, seed, 25).cast(folder("cdk.out"), folder("manifests"));
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
