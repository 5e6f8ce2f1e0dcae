package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.module.Module;
import io.plimsoll.testbed.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The short story in the simulation and on a real control plane with the autoscaler's own process:
 * what was predicted, and what came. {@code docs/fidelity.md} has the table.
 */
class DemoRealIT {

    private static final double TOLERANCE_PERCENT = 5;

    @TempDir private Path folder = Path.of("");

    @Test
    void theSimulatorPredictsNodesExactlyAndMoneyWithinFivePercent()
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(ControlPlane.isToBeHad(), "no control plane");
        Path simulated = folder.resolve("simulated");
        Path real = folder.resolve("real");
        assertThat(plimsoll("demo", "--quiet", "--story=short", "--out=" + simulated)).isZero();
        assertThat(plimsoll("demo", "--story=short", "--on=testbed", "--out=" + real)).isZero();

        Invocation compared =
                Invocation.of(
                        "demo",
                        "--compare",
                        simulated.resolve("timeline.json").toString(),
                        real.resolve("timeline.json").toString(),
                        "-o",
                        "json");

        assertThat(compared.exitCode()).as(compared.err()).isZero();
        Map<String, JsonNode> rows = new TreeMap<>();
        for (JsonNode row : JsonMapper.shared().readTree(compared.out()).path("rows")) {
            rows.put(row.path("what").asString(), row);
            System.out.printf(
                    "%-40s %12s %12s %s%n",
                    row.path("what").asString(),
                    row.path("first"),
                    row.path("second"),
                    row.path("differencePercent"));
        }
        assertThat(
                        JsonMapper.shared()
                                .readTree(Files.readString(real.resolve("timeline.json")))
                                .path("playedOn")
                                .asString())
                .isEqualTo("kubernetes");
        assertThat(rows.keySet()).contains("nodes of kong at the peak", "load normal: nodes");
        rows.forEach((what, row) -> {
            if (what.contains("nodes") || what.contains("replicas")) {
                assertThat(row.path("second")).as(what).isEqualTo(row.path("first"));
            }
        });
        assertThat(row(rows, "nodes of kong at the peak").path("second").asInt()).isEqualTo(3);
        assertThat(Math.abs(row(rows, "cost, USD").path("differencePercent").asDouble(100)))
                .isLessThanOrEqualTo(TOLERANCE_PERCENT);
        assertThat(row(rows, "pods left Pending under load").path("second").asInt()).isZero();
    }

    private static JsonNode row(Map<String, JsonNode> rows, String what) {
        assertThat(rows).containsKey(what);
        return Objects.requireNonNull(rows.get(what));
    }

    private static int plimsoll(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).inheritIO();
        builder.environment().put("PLIMSOLL_BUILD", "never");
        return builder.start().waitFor();
    }

    private static String[] command(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = Module.home().resolve("plimsoll").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return command;
    }
}
