package io.plimsoll.autoscaler.app.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.vectors.WorldComparison.Aspect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Replays what Cluster Autoscaler 1.29.5 decided in 600 random worlds. With {@code
 * -Dplimsoll.plan.vectors=FILE} the worlds of that file, and {@code -Dplimsoll.plan.world=ID} only
 * one of them.
 */
class PlanVectorsTest {

    /** As a scale from zero: its only node has a startup taint, so the cloud gives the template. */
    private static final Set<String> KNOWN = Set.of("71");

    /** Worlds that may differ where upstream has a quirk and ours is the better answer. */
    private static final int KNOWN_QUIRKS = 13;

    @TempDir private Path folder = Path.of("");

    private final Map<Aspect, Integer> compared = new EnumMap<>(Aspect.class);
    private final Map<Aspect, Integer> different = new EnumMap<>(Aspect.class);
    private final List<String> withQuirk = new ArrayList<>();
    private final List<String> withoutQuirk = new ArrayList<>();

    @Test
    void decidesAsClusterAutoscalerDoes() throws IOException {
        String file = System.getProperty("plimsoll.plan.vectors");
        String only = System.getProperty("plimsoll.plan.world");
        List<JsonNode> lines =
                file == null
                        ? VectorFile.resource("/vectors/cluster-autoscaler-1.29.5.jsonl.gz")
                        : VectorFile.file(Path.of(file));
        Set<String> known = file == null ? KNOWN : Set.of();
        for (JsonNode line : lines) {
            if (only == null || only.equals(line.get("id").asString())) {
                compare(line, known);
            }
        }
        print(lines.size());

        assertThat(compared).isNotEmpty();
        assertThat(withoutQuirk).isEmpty();
        if (file == null) {
            assertThat(withQuirk).hasSizeLessThanOrEqualTo(KNOWN_QUIRKS);
        }
    }

    private void compare(JsonNode line, Set<String> known) throws IOException {
        String id = line.get("id").asString();
        VectorWorld world = VectorWorld.read(line, folder);
        boolean quirk = line.has("upstreamQuirk") || known.contains(id);
        StringBuilder differences = new StringBuilder();
        for (var entry : new WorldComparison(line.get("expect"), world).compare().entrySet()) {
            compared.merge(entry.getKey(), 1, Integer::sum);
            if (!entry.getValue().isEmpty()) {
                different.merge(entry.getKey(), 1, Integer::sum);
                differences.append(" ").append(entry.getKey()).append(entry.getValue());
            }
        }
        if (!differences.isEmpty()) {
            (quirk ? withQuirk : withoutQuirk).add("world " + id + ":" + differences);
        }
    }

    private void print(int worlds) {
        withQuirk.forEach(difference -> System.out.println("quirk, " + difference));
        withoutQuirk.forEach(System.out::println);
        System.out.printf(
                "%d worlds: %d differ, and %d where upstream has a quirk%n",
                worlds, withoutQuirk.size(), withQuirk.size());
        compared.forEach((aspect, count) ->
                System.out.printf(
                        "%s: %d different of %d%n",
                        aspect, different.getOrDefault(aspect, 0), count));
    }
}
