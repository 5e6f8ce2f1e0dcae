package io.plimsoll.demo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.flight.FlightFolder;
import io.plimsoll.autoscaler.app.flight.FlightRecorder;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.demo.Synthesized;
import io.plimsoll.demo.story.Cast;
import io.plimsoll.demo.whatif.WhatIfAnswer;
import io.plimsoll.testbed.Mutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Two hours in which load came and went twice, as a flight record tells them and as Prometheus does
 * that looks once a minute.
 */
class PrometheusWhatIfTest {

    private static final int MUTATIONS = Integer.getInteger("plimsoll.fuzz", 400);

    private static final String GROUPS =
            """
            {"AutoScalingGroups": [
              {"AutoScalingGroupName": "kong", "MinSize": 1, "MaxSize": 6, "DesiredCapacity": 1,
               "AvailabilityZones": ["eu-west-1a", "eu-west-1b"], "Instances": [],
               "MixedInstancesPolicy": {"LaunchTemplate": {"Overrides": [{"InstanceType": "t3.large"}]}},
               "Tags": [
                 {"Key": "k8s.io/cluster-autoscaler/node-template/label/workload", "Value": "kong"},
                 {"Key": "k8s.io/cluster-autoscaler/node-template/taint/workload", "Value": "kong:NoSchedule"}]}]}
            """;

    @TempDir private static Path folder = Path.of("");

    private static Path record = Path.of("");
    private static Path groups = Path.of("");
    private static List<Path> series = List.of();

    @BeforeAll
    static void live() throws IOException {
        record = folder.resolve("flight");
        groups = Files.writeString(folder.resolve("groups.json"), GROUPS);
        Cast cast = Synthesized.cast();
        SimulatedWorld world = new SimulatedWorld(cast.world());
        FlightRecorder recorder =
                new FlightRecorder(
                        new FlightFolder(record, 64L << 20),
                        cast.world().settings().autoscaler().options().decision(),
                        List.of());
        world.onLoop(recorder::loopEnded);
        KubeStateMetrics metrics = new KubeStateMetrics();
        for (long requests : List.of(50L, 500L, 50L, 500L)) {
            world.setLoad(cast.hpa().target(), requests);
            for (int minute = 0; minute < 30; minute++) {
                world.runFor(Duration.ofMinutes(1));
                metrics.scrape(world.cluster(), world.now());
            }
        }
        series = metrics.write(folder.resolve("prometheus"));
    }

    private static WhatIfAnswer ofSeries(List<Path> files, String... arguments) {
        return WhatIfAnswer.to(
                Stream.concat(
                                Stream.of(
                                        "--prometheus",
                                        files.stream()
                                                .map(Path::toString)
                                                .collect(Collectors.joining(",")),
                                        "--node-groups",
                                        groups.toString()),
                                Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    private static double usd(JsonNode answer, String side) {
        return answer.path(side).path("usd").asDouble();
    }

    private static List<Path> without(String metric) {
        return series.stream().filter(file -> !file.toString().contains(metric)).toList();
    }

    @Test
    void seesWhatAFlightRecordSees() {
        JsonNode flight =
                WhatIfAnswer.to("--flight-record", record.toString(), "-o", "json").json();
        JsonNode seen = ofSeries(series, "-o", "json").json();

        for (String side : List.of("asRecorded", "replayed")) {
            assertThat(usd(seen, side) / usd(flight, side)).as(side).isBetween(0.9, 1.1);
            assertThat(seen.path(side).path("peakNodes").path("kong"))
                    .as(side)
                    .isEqualTo(flight.path(side).path("peakNodes").path("kong"));
        }
        assertThat(seen.path("asRecorded").path("waiting").path("pods").asInt()).isPositive();
        assertThat(seen.path("record").path("pods").asInt()).isPositive();
    }

    @Test
    void playsWhatWasAskedAboutBesideTheDefaults() {
        JsonNode answer = ofSeries(series, "--scale-down-enabled=false", "-o", "json").json();

        assertThat(usd(answer, "whatIf")).isGreaterThan(1.05 * usd(answer, "replayed"));
    }

    @Test
    void saysWhatNoSeriesTells() {
        assertThat(ofSeries(series).out())
                .contains("note: samples are 60 s apart")
                .contains("note: no series tells affinity")
                .contains("note: no series of kube_pod_tolerations");
    }

    @Test
    void knowsNothingOfWhatWasWhereNoSeriesTellsOfNodes() {
        WhatIfAnswer answer = ofSeries(without("kube_node"));

        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("note: no series tells of what group nodes were")
                .containsPattern("cost, USD +- +\\d");
    }

    @Test
    void takesSeveralAnswersInOneFileAndATimeOfThem() throws IOException {
        Path all = folder.resolve("all.json");
        StringBuilder text = new StringBuilder();
        for (Path file : series) {
            text.append(Files.readString(file)).append('\n');
        }
        Files.writeString(all, text);

        JsonNode answer =
                ofSeries(List.of(all), "--from", "2026-01-01T00:20:00Z", "-o", "json").json();

        assertThat(answer.path("record").path("from").asString()).isEqualTo("2026-01-01T00:20:00Z");
    }

    @Test
    void namesTheSeriesThatItCannotDoWithout() {
        assertThat(ofSeries(without("kube_pod_container_resource_requests")))
                .satisfies(answer -> {
                    assertThat(answer.exitCode()).isEqualTo(2);
                    assertThat(answer.out()).isEmpty();
                    assertThat(answer.err())
                            .contains("no sample of kube_pod_container_resource_requests");
                });
        assertThat(WhatIfAnswer.to("--prometheus", "x.json").err())
                .isEqualTo(
                        "--prometheus needs --node-groups FILE: no series tells what may grow\n");
        assertThat(WhatIfAnswer.to().exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                                | holds nothing",
                "[]                                              | \"[\" is not allowed; allowed: an answer of /api/v1/query_range",
                "{\"status\": \"error\", \"error\": \"parse error\"} | Prometheus answered with an error: parse error",
                "{\"data\": {\"resultType\": \"vector\"}}       | data.resultType: \"vector\" is not allowed; allowed: matrix",
                "{\"data\": {\"result\": [{\"metric\": {}, \"values\": []}]}} | data.result[0].metric has no __name__",
                "{\"data\": {\"result\": [{\"value\": []}]}}   | data.result[0] has one value",
                "{\"data\": {\"result\": [{\"metric\": {\"__name__\": 7}}]}} | data.result[0].metric.__name__: \"7\" is not allowed; allowed: text",
                "{\"data\": {\"result\": [{\"values\": [[\"1\", \"1\"]]}]}} | data.result[0].values: \"1\" is not allowed; allowed: a time in Unix seconds",
                "{\"data\": {\"result\": [{\"values\": [[1e30, \"1\"]]}]}} | of the years from 2015 to 2099",
                "{\"data\": {\"result\": [{\"values\": [[1767225600, \"one\"]]}]}} | \"one\" is not allowed; allowed: a number as text",
                "{\"data\": {\"result\": [{\"values\": [[1767225600, \"1\"], [1767225600, \"1\"]]}]}} | allowed: times that rise",
                "{\"data\": {\"result\": [{\"metric\"                | line 1: is not JSON, or cut"
            })
    void refusesWhatIsNoAnswerToARangeQuery(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), text == null ? "" : text);

        WhatIfAnswer answer = ofSeries(List.of(file));

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("bad.json: ").contains(message);
    }

    @Test
    void everyMutationOfEveryFileIsAnsweredOrRefused() throws IOException {
        List<String> problems = new ArrayList<>();
        for (int seed = 0; seed < MUTATIONS; seed++) {
            int which = seed % series.size();
            Path broken =
                    Files.write(
                            folder.resolve("broken.json"),
                            new Mutator(seed).mutate(Files.readAllBytes(series.get(which))));
            List<Path> files = new ArrayList<>(series);
            files.set(which, broken);
            WhatIfAnswer answer = ofSeries(files, "--to", "2026-01-01T00:04:00Z");
            boolean refused =
                    answer.exitCode() == 2 && answer.out().isEmpty() && !answer.err().isBlank();
            boolean inWords =
                    answer.err().length() < 15_000
                            && !answer.err()
                                    .matches("(?s).*(java\\.|Exception|\\bat io\\.|jackson).*");
            if (!(answer.exitCode() == 0 || refused) || !inWords) {
                problems.add(
                        "seed %d: exit code %d: %s"
                                .formatted(seed, answer.exitCode(), answer.err()));
            }
        }
        assertThat(problems).isEmpty();
    }
}
