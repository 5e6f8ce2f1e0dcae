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

    /** Why worlds are decided otherwise on purpose, as {@code docs/migration.md} names it. */
    private enum Difference {
        /** Of a group without a usable node: world 71's only one has a startup taint. */
        TEMPLATE_FROM_ZERO,
        CAPPED_ORDER,
        BOTH,
        ORDER_OF_ZONES
    }

    private static final Map<Difference, Set<String>> KNOWN =
            Map.of(
                    Difference.TEMPLATE_FROM_ZERO, Set.of("35", "71", "261", "264"),
                    Difference.CAPPED_ORDER, Set.of("484", "517", "534", "584", "617", "942"),
                    Difference.BOTH, Set.of("1009", "1012"),
                    Difference.ORDER_OF_ZONES, Set.of("39"));

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
        for (JsonNode line : lines) {
            if (only == null || only.equals(line.get("id").asString())) {
                compare(line, file == null);
            }
        }
        print(lines.size());

        assertThat(compared).isNotEmpty();
        assertThat(withoutQuirk).isEmpty();
        if (file == null && only == null) {
            assertThat(withQuirk).hasSize(KNOWN.values().stream().mapToInt(Set::size).sum());
        }
    }

    private void compare(JsonNode line, boolean recorded) throws IOException {
        String id = line.get("id").asString();
        VectorWorld world = VectorWorld.read(line, folder);
        boolean quirk =
                recorded
                        ? KNOWN.values().stream().anyMatch(worlds -> worlds.contains(id))
                        : line.has("upstreamQuirk");
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
