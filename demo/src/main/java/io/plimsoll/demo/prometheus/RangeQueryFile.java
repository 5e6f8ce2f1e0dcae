package io.plimsoll.demo.prometheus;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.demo.prometheus.Series.Sample;
import io.plimsoll.environment.input.Excerpt;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What {@code curl …/api/v1/query_range} printed, series by series, so that a week of a large
 * cluster needs no more memory than one of them. Several answers may follow one another.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries">the
 *     format</a>
 */
final class RangeQueryFile {

    private static final long LARGEST = 8L << 30;
    private static final int MOST_SERIES = 2_000_000;
    private static final int MOST_SAMPLES = 100_000;
    private static final int MOST_LABELS = 500;
    private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(50)
                                    .maxStringLength(100_000)
                                    .build())
                    .build();

    private final Path file;
    private final Consumer<Series> reader;
    private final JsonParser json;
    private int number;

    private RangeQueryFile(Path file, Consumer<Series> reader, JsonParser json) {
        this.file = file;
        this.reader = reader;
        this.json = json;
    }

    /**
     * @throws InvalidInputException when it is no such answer
     */
    static void read(Path file, Consumer<Series> reader) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidInputException(file + ": is a folder; allowed: a file");
            }
            if (Files.size(file) > LARGEST) {
                throw new InvalidInputException(
                        "%s: is too large; allowed: at most %d GiB".formatted(file, LARGEST >> 30));
            }
            try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                    JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
                new RangeQueryFile(file, reader, json).answers();
            }
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(file + ": no such file");
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        } catch (JacksonException e) {
            throw new InvalidInputException(
                    "%s: line %d: is not JSON, or cut; allowed: what curl …/api/v1/query_range prints"
                            .formatted(file, e.getLocation() == null ? 1 : lineOf(e)));
        }
    }

    private static int lineOf(JacksonException problem) {
        return Math.max(1, problem.getLocation().getLineNr());
    }

    private void answers() {
        int answers = 0;
        while (next() != null) {
            require(JsonToken.START_OBJECT, "the file", "an answer of /api/v1/query_range");
            answer();
            answers++;
        }
        if (answers == 0) {
            throw wrong("holds nothing", "what curl …/api/v1/query_range prints");
        }
    }

    private @Nullable JsonToken next() {
        return json.nextToken();
    }

    private void answer() {
        Optional<String> error = Optional.empty();
        boolean data = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "error" -> error = Optional.of(text("error"));
                case "data" -> {
                    require(JsonToken.START_OBJECT, "data", "an object");
                    data();
                    data = true;
                }
                default -> json.skipChildren();
            }
        }
        if (error.isPresent()) {
            throw new InvalidInputException(
                    "%s: Prometheus answered with an error: %s"
                            .formatted(file, Excerpt.of(error.get(), 300)));
        }
        if (!data) {
            throw wrong("has no data", "what curl …/api/v1/query_range prints");
        }
    }

    private void data() {
        boolean result = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "resultType" -> {
                    String type = text("data.resultType");
                    if (!type.equals("matrix")) {
                        throw notAllowed("data.resultType", type, "matrix, of a range query");
                    }
                }
                case "result" -> {
                    require(JsonToken.START_ARRAY, "data.result", "a list of series");
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        series();
                    }
                    require(JsonToken.END_ARRAY, "data.result", "a list of series");
                    result = true;
                }
                default -> json.skipChildren();
            }
        }
        if (!result) {
            throw wrong("data has no result", "what curl …/api/v1/query_range prints");
        }
    }

    private void series() {
        if (number++ == MOST_SERIES) {
            throw wrong("has too many series", "at most " + MOST_SERIES);
        }
        String at = "data.result[%d]".formatted(number - 1);
        Map<String, String> labels = new TreeMap<>();
        List<Sample> samples = new ArrayList<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "metric" -> labels(at + ".metric", labels);
                case "values" -> samples(at + ".values", samples);
                case "value" ->
                        throw wrong(
                                at + " has one value", "values, of a range query (query_range)");
                default -> json.skipChildren();
            }
        }
        if (labels.getOrDefault("__name__", "").isEmpty()) {
            throw wrong(
                    at + ".metric has no __name__",
                    "the series themselves, such as query=kube_pod_info, without a function");
        }
        if (!samples.isEmpty()) {
            reader.accept(new Series(file + ": " + at, labels, samples));
        }
    }

    private void labels(String at, Map<String, String> labels) {
        require(JsonToken.START_OBJECT, at, "labels");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String label = json.currentName();
            json.nextToken();
            labels.put(label, text(at + "." + Excerpt.of(label)));
            if (labels.size() > MOST_LABELS) {
                throw wrong(at + " has too many labels", "at most " + MOST_LABELS);
            }
        }
    }

    private void samples(String at, List<Sample> samples) {
        require(JsonToken.START_ARRAY, at, "a list of [time, \"value\"]");
        while (json.nextToken() == JsonToken.START_ARRAY) {
            Instant time = time(at);
            json.nextToken();
            double value = value(at);
            json.nextToken();
            require(JsonToken.END_ARRAY, at, "a list of [time, \"value\"]");
            if (!samples.isEmpty() && !time.isAfter(samples.getLast().time())) {
                throw wrong(at + ": " + time + " is not after the one before", "times that rise");
            }
            if (samples.size() == MOST_SAMPLES) {
                throw wrong(at + " has too many samples", "at most " + MOST_SAMPLES);
            }
            if (Double.isFinite(value)) {
                samples.add(new Sample(time, value));
            }
        }
        require(JsonToken.END_ARRAY, at, "a list of [time, \"value\"]");
    }

    private Instant time(String at) {
        JsonToken token = json.nextToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw notAllowed(at, shown(), "a time in Unix seconds first");
        }
        double seconds = json.getDoubleValue();
        if (!(seconds >= EARLIEST.getEpochSecond() && seconds < LATEST.getEpochSecond())) {
            throw notAllowed(at, shown(), "a time in Unix seconds, of the years from 2015 to 2099");
        }
        return Instant.ofEpochMilli(BigDecimal.valueOf(seconds).movePointRight(3).longValue());
    }

    private double value(String at) {
        String value = text(at);
        try {
            return value.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
        } catch (NumberFormatException _) {
            throw notAllowed(at, value, "a number as text");
        }
    }

    private String text(String at) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw notAllowed(at, shown(), "text");
        }
        return json.getString();
    }

    private void require(JsonToken token, String at, String allowed) {
        if (json.currentToken() != token) {
            throw notAllowed(at, shown(), allowed);
        }
    }

    private String shown() {
        String text = json.currentToken() == null ? null : json.getString();
        return text == null ? "nothing" : text;
    }

    private InvalidInputException notAllowed(String at, String value, String allowed) {
        return wrong("%s: \"%s\" is not allowed".formatted(at, Excerpt.of(value)), allowed);
    }

    private InvalidInputException wrong(String problem, String allowed) {
        return new InvalidInputException("%s: %s; allowed: %s".formatted(file, problem, allowed));
    }
}
