package io.plimsoll.autoscaler.app.real;

import static io.plimsoll.autoscaler.app.real.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testbed.FaultyProxy;
import io.plimsoll.testbed.HttpConnection.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dry run beside the autoscaler that acts, with the same rights: it decides the same, keeps its
 * record, and of all that it asks of the API server and of AWS nothing is a write.
 */
class DryRunRealIT {

    /** Five fit on a node. */
    private static final int PODS = 8;

    @TempDir private Path folder;

    @Test
    void decidesAndWritesNothing() throws Exception {
        Path record = folder.resolve("shadow.json");
        try (QuietStage stage = QuietStage.set();
                KongGroup group = new KongGroup(stage.aws().endpoint())) {
            Cluster cluster = stage.cluster();
            group.create(1, 3, 1, KongGroup.tags());
            cluster.apply("kong.yaml");
            HostileStage.Servers servers =
                    new HostileStage.Servers(
                            stage.plane(), stage.client(), stage.aws(), stage.rights());
            Witness witness = new Witness(cluster, group);
            try (Machines _ = new Machines(cluster, group);
                    Replica shadow = Replica.start("shadow", servers, witness, shadowing(record));
                    Replica live =
                            Replica.start("live", servers, witness, HostileStage.UNHURRIED)) {
                eventually("the other leads", () -> cluster.leader().equals("live"));
                eventually("it looks", () -> Files.exists(record));
                try (FaultyProxy.Rule _ =
                        live.cloud().when(Faults.calls("SetDesiredCapacity"), Faults.THROTTLED)) {
                    cluster.scale(PODS);
                    eventually("it would order", () -> nodesAdded(shadow, "would") == 1);
                }
                eventually("the other does", () -> cluster.running().size() == PODS);
                eventually("what was done is seen", () -> nodesAdded(shadow, "done") == 1);

                assertThat(live.cloud().seen().stream().map(FaultyProxy.Seen::request))
                        .anyMatch(Request::isWrite);
                assertThat(Stream.of(shadow.api(), shadow.cloud()))
                        .allSatisfy(proxy ->
                                assertThat(proxy.seen().stream().map(FaultyProxy.Seen::request))
                                        .isNotEmpty()
                                        .noneMatch(Request::isWrite));
                shadow.end();
                assertThat(Files.readString(record)).contains("ShadowRecord");
            }
            assertThat(stage.rights().refused()).isEmpty();
        }
    }

    private static List<String> shadowing(Path record) {
        return Stream.concat(
                        HostileStage.UNHURRIED.stream(),
                        Stream.of("--dry-run", "--leader-elect=false", "--shadow-record=" + record))
                .toList();
    }

    /** On the last day. */
    private static int nodesAdded(Replica shadow, String side) throws Exception {
        JsonNode days = JsonMapper.shared().readTree(shadow.process().get("/shadow")).path("days");
        return days.valueStream()
                .reduce((_, last) -> last)
                .orElseThrow()
                .path(side)
                .path("nodesAdded")
                .asInt();
    }
}
