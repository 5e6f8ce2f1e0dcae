package io.plimsoll.autoscaler.kubernetes.report;

import io.plimsoll.autoscaler.decision.question.History.ScaleUpInFlight;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.LoopReport.Problem;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory.Streak;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What one process leaves to the next, to be written as YAML and read again. */
final class MemoryDocument {

    private MemoryDocument() {}

    static Map<String, Object> of(ClusterStatus status) {
        ScaleUpMemory memory = status.memory();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("seen", status.time().toString());
        document.put("orders", each(memory.orders(), MemoryDocument::order));
        document.put("failures", each(memory.failures(), MemoryDocument::streak));
        document.put("unregisteredSince", each(memory.unregisteredSince(), Instant::toString));
        document.put("removals", memory.removals().stream().map(Instant::toString).toList());
        return document;
    }

    /**
     * @throws RuntimeException when it is no such document
     */
    static ScaleUpMemory read(JsonNode document, Instant now) {
        Duration unseen = Duration.between(time(document.path("seen")), now);
        return memory(document).blindFor(unseen.minus(StatusWriter.REFRESH), now);
    }

    private static ScaleUpMemory memory(JsonNode document) {
        return new ScaleUpMemory(
                each(
                        document.path("orders"),
                        order ->
                                new ScaleUpInFlight(
                                        order.path("increase").asInt(),
                                        time(order.path("since")),
                                        time(order.path("began")))),
                each(
                        document.path("failures"),
                        streak ->
                                new Streak(
                                        Duration.parse(streak.path("length").asString()),
                                        time(streak.path("last")),
                                        new Problem(
                                                Problem.Kind.valueOf(
                                                        streak.path("code").asString()),
                                                streak.path("message").asString()))),
                each(document.path("unregisteredSince"), MemoryDocument::time),
                document.path("removals").values().stream().map(MemoryDocument::time).toList());
    }

    private static Map<String, Object> order(ScaleUpInFlight order) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("increase", order.increase());
        document.put("since", order.since().toString());
        document.put("began", order.began().toString());
        return document;
    }

    private static Map<String, Object> streak(Streak streak) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("length", streak.length().toString());
        document.put("last", streak.lastFailure().toString());
        document.put("code", streak.problem().kind().name());
        document.put("message", streak.problem().message());
        return document;
    }

    private static Instant time(JsonNode text) {
        return Instant.parse(text.asString());
    }

    private static <T> Map<String, Object> each(
            SortedMap<String, T> values, Function<T, Object> write) {
        Map<String, Object> document = new LinkedHashMap<>();
        values.forEach((key, value) -> document.put(key, write.apply(value)));
        return document;
    }

    private static <T> SortedMap<String, T> each(JsonNode values, Function<JsonNode, T> read) {
        SortedMap<String, T> found = new TreeMap<>();
        values.properties()
                .forEach(entry -> found.put(entry.getKey(), read.apply(entry.getValue())));
        return found;
    }
}
