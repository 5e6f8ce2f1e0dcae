package io.plimsoll.autoscaler.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.plimsoll.autoscaler.app.AutoscalerMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Situations of people's public reports, with what is right. A case is a folder with {@code args},
 * the files that they name, and {@code expect.json}, which says only what must hold.
 */
class PlanCasesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(folder())) {
            return folders
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersRight(String name) throws IOException {
        Path folder = folder().resolve(name);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(logged);
        int code =
                AutoscalerMain.execute(
                        new PrintWriter(out), new PrintWriter(err), arguments(folder));
        root.detachAppender(logged);
        logged.list.forEach(event -> err.write(event.getFormattedMessage() + "\n"));
        JsonNode expect = JSON.readTree(Files.readString(folder.resolve("expect.json")));

        assertThat(code).as(err.toString()).isEqualTo(expect.path("exitCode").asInt(0));
        assertThat(differences(expect, JSON.readTree(out.toString()), err.toString())).isEmpty();
    }

    private static Path folder() {
        try {
            return Path.of(
                    Objects.requireNonNull(PlanCasesTest.class.getResource("cases")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] arguments(Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("plan", "-o", "json"));
        boolean file = false;
        List<String> given =
                Pattern.compile("\\s+")
                        .splitAsStream(Files.readString(folder.resolve("args")).strip())
                        .toList();
        for (String argument : given) {
            arguments.add(file ? folder.resolve(argument).toString() : argument);
            file = FILE_FLAGS.contains(argument);
        }
        return arguments.toArray(String[]::new);
    }

    private static final List<String> FILE_FLAGS =
            List.of(
                    "--cluster",
                    "--node-groups",
                    "--launch-templates",
                    "--managed-node-groups",
                    "--instance-types",
                    "--add");

    private static List<String> differences(JsonNode expect, JsonNode answer, String err) {
        List<String> wrong = new ArrayList<>();
        scaleUps(expect, answer, wrong);
        for (Map.Entry<String, JsonNode> each : expect.path("pods").properties()) {
            for (JsonNode pod : pods(answer, each.getKey(), wrong)) {
                hold(pod.path("pod").asString(), each.getValue(), pod.path("outcome"), wrong);
            }
        }
        for (Map.Entry<String, JsonNode> each : expect.path("rejected").properties()) {
            for (JsonNode pod : pods(answer, each.getKey(), wrong)) {
                rejections(pod, each.getValue(), wrong);
            }
        }
        nodes(expect, answer, wrong);
        for (JsonNode words : expect.path("stderrContains")) {
            if (texts(words).stream()
                    .noneMatch(word ->
                            err.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)))) {
                wrong.add("stderr does not say %s but: %s".formatted(words, err));
            }
        }
        List<List<String>> others = new ArrayList<>();
        expect.path("anyOf").forEach(other -> others.add(differences(other, answer, err)));
        if (!others.isEmpty() && others.stream().noneMatch(List::isEmpty)) {
            others.forEach(wrong::addAll);
        }
        return wrong;
    }

    private static void scaleUps(JsonNode expect, JsonNode answer, List<String> wrong) {
        Map<String, String> actual = new TreeMap<>();
        int total = 0;
        for (JsonNode up : answer.path("scaleUp")) {
            int from = up.path("from").asInt();
            int to = up.path("to").asInt();
            actual.put(up.path("nodeGroup").asString(), "[%d,%d]".formatted(from, to));
            total += to - from;
        }
        if (expect.path("scaleUp").isObject()) {
            Map<String, String> expected = new TreeMap<>();
            expect.path("scaleUp")
                    .properties()
                    .forEach(each -> expected.put(each.getKey(), each.getValue().toString()));
            if (!expected.equals(actual)) {
                wrong.add("scale-up is %s; expected %s".formatted(actual, expected));
            }
        }
        if (expect.has("scaleUpTotal") && expect.path("scaleUpTotal").asInt() != total) {
            wrong.add("%d nodes are ordered".formatted(total));
        }
        for (JsonNode group : expect.path("scaleUpNot")) {
            if (actual.containsKey(group.asString())) {
                wrong.add(group.asString() + " grows");
            }
        }
    }

    private static List<JsonNode> pods(JsonNode answer, String pattern, List<String> wrong) {
        String beginning = pattern.replaceFirst("\\*$", "");
        List<JsonNode> found =
                answer.path("pendingPods").values().stream()
                        .filter(pod -> {
                            String name = pod.path("pod").asString();
                            return pattern.endsWith("*")
                                    ? name.startsWith(beginning)
                                    : name.equals(pattern);
                        })
                        .toList();
        if (found.isEmpty()) {
            wrong.add("no pending pod " + pattern);
        }
        return found;
    }

    private static void rejections(JsonNode pod, JsonNode expected, List<String> wrong) {
        Map<String, JsonNode> plugins = new TreeMap<>();
        pod.path("rejected")
                .forEach(one -> plugins.put(one.path("nodeGroup").asString(), one.path("plugin")));
        for (Map.Entry<String, JsonNode> each : expected.properties()) {
            JsonNode plugin = plugins.get(each.getKey());
            if (plugin == null) {
                wrong.add("no rejection by " + each.getKey());
            } else {
                hold(each.getKey(), each.getValue(), plugin, wrong);
            }
        }
    }

    private static void nodes(JsonNode expect, JsonNode answer, List<String> wrong) {
        Map<String, JsonNode> verdicts = new TreeMap<>();
        answer.path("scaleDown").forEach(node -> verdicts.put(node.path("node").asString(), node));
        for (Map.Entry<String, JsonNode> each : expect.path("nodes").properties()) {
            JsonNode actual = verdicts.get(each.getKey());
            if (actual == null) {
                wrong.add("no verdict on " + each.getKey());
                continue;
            }
            each.getValue()
                    .properties()
                    .forEach(field ->
                            hold(
                                    each.getKey() + " " + field.getKey(),
                                    field.getValue(),
                                    actual.path(field.getKey()),
                                    wrong));
        }
    }

    private static void hold(String what, JsonNode expected, JsonNode actual, List<String> wrong) {
        if (!texts(expected).contains(actual.asString(""))) {
            wrong.add("%s is %s; expected %s".formatted(what, actual, expected));
        }
    }

    private static List<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? oneOrMore.values().stream().map(JsonNode::asString).toList()
                : List.of(oneOrMore.asString());
    }
}
