package io.plimsoll.environment.file;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of a megabyte costs seconds at most, and its message a page at most. */
class EnvironmentBoundsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final int MANY = 1 << 20;
    private static final String NAMED = "cluster: {name: x}\n";

    private static final Map<String, String> TEXTS =
            new TreeMap<>(
                    Map.ofEntries(
                            entry("lists in lists", "a: " + "[".repeat(MANY - 10)),
                            entry("blocks in blocks", "{a: ".repeat(MANY / 5)),
                            entry("dashes", "- ".repeat(MANY / 3)),
                            entry("question marks", "? ".repeat(MANY / 3)),
                            entry("anchors", NAMED + "kong: {" + many(60_000, "a%d: &a%d b")),
                            entry("aliases of aliases", aliases()),
                            entry("one long word", "a".repeat(MANY - 10)),
                            entry("one long key", "a".repeat(MANY - 10) + ": b"),
                            entry("one long name", "cluster: {name: " + "a".repeat(900_000) + "}"),
                            entry(
                                    "one long instance type",
                                    NAMED
                                            + "nodeGroups: [{name: a, max: 3, instanceTypes: ["
                                            + "t".repeat(900_000)
                                            + "]}]"),
                            entry("many keys", NAMED + many(90_000, "k%d: 1").replace(", ", "\n")),
                            entry(
                                    "many instance types",
                                    NAMED
                                            + "nodeGroups: [{name: a, max: 3, instanceTypes: ["
                                            + many(90_000, "t%d")
                                            + "]}]"),
                            entry(
                                    "many node groups",
                                    NAMED
                                            + "nodeGroups: ["
                                            + many(20_000, "{name: g%d, max: 1}")
                                            + "]"),
                            entry(
                                    "many principals",
                                    "cluster: {name: x, admins: ["
                                            + many(18_000, "'arn:aws:iam::111122223333:role/r%d'")
                                            + "]}"),
                            entry(
                                    "many blocks of addresses",
                                    "cluster: {name: x, publicAccessCidrs: ["
                                            + many(60_000, "1.1.1.%d/32")
                                            + "]}"),
                            entry(
                                    "many tags",
                                    "cluster: {name: x, tags: {" + many(60_000, "t%d: a") + "}}"),
                            entry(
                                    "many flags",
                                    NAMED
                                            + "autoscaler: {flags: {"
                                            + many(60_000, "f%d: a")
                                            + "}}"),
                            entry(
                                    "many profiles",
                                    NAMED
                                            + "load: {profiles: {"
                                            + many(20_000, "p%d: {connections: 8, qps: 9}")
                                            + "}}"),
                            entry("quotes", "'".repeat(MANY - 10)),
                            entry("hashes", "#".repeat(MANY - 10)),
                            entry("colons", ": ".repeat(MANY / 2 - 10)),
                            entry("spaces", " ".repeat(MANY - 10)),
                            entry("line ends", "\n".repeat(MANY - 10)),
                            entry("escapes", "a: \"" + "\\u0041".repeat(MANY / 6 - 10)),
                            entry(
                                    "a long number",
                                    NAMED + "hpa: {max: " + "9".repeat(900_000) + "}"),
                            entry(
                                    "a long quantity",
                                    NAMED + "kong: {requests: {cpu: " + "9".repeat(900_000) + "}}"),
                            entry(
                                    "a long duration",
                                    NAMED + "simulation: {podReady: " + "1h".repeat(400_000) + "}"),
                            entry(
                                    "a long address",
                                    NAMED
                                            + "gitops: {repository: 'https://"
                                            + "a/".repeat(400_000)
                                            + "@'}"),
                            entry(
                                    "a long host",
                                    NAMED
                                            + "kong: {mode: konnect, konnect: {telemetry: b, controlPlane: '"
                                            + "a.".repeat(400_000)
                                            + "'}}"),
                            entry(
                                    "a long image",
                                    NAMED + "kong: {image: '" + "a/".repeat(400_000) + "'}"),
                            entry(
                                    "a long branch",
                                    NAMED + "gitops: {revision: '" + "a/".repeat(400_000) + "'}"),
                            entry(
                                    "a long path",
                                    NAMED + "gitops: {path: '" + "a/".repeat(400_000) + "'}"),
                            entry(
                                    "a long label",
                                    NAMED
                                            + "nodeGroups: [{name: a, max: 3, labels: {"
                                            + "a.".repeat(400_000)
                                            + "/b: c}}]")));

    static Set<String> texts() {
        return TEXTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isRefusedSoonAndInShort(String name) {
        String text = Objects.requireNonNull(TEXTS.get(name));

        InvalidEnvironmentException refused =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(30),
                        () ->
                                catchThrowableOfType(
                                        InvalidEnvironmentException.class,
                                        () -> EnvironmentFile.parse("e.yaml", text, TODAY)));

        assertThat(refused).isNotNull();
        assertThat(refused).message().isNotBlank().hasSizeLessThan(150_000);
    }

    @Test
    void looksAtTheSizeBeforeItReads(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("e.yaml");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 40);
        }

        InvalidEnvironmentException refused =
                catchThrowableOfType(
                        InvalidEnvironmentException.class, () -> EnvironmentFile.read(file, TODAY));

        assertThat(refused).hasMessage(file + ": is too large; allowed: at most 1 MiB");
    }

    private static String many(int count, String form) {
        return IntStream.range(0, count)
                .mapToObj(number -> form.replace("%d", Integer.toString(number)))
                .collect(Collectors.joining(", "));
    }

    /** Each is ten of the one before it: 10^40 values in a page. */
    private static String aliases() {
        StringBuilder text = new StringBuilder(NAMED).append("a0: &a0 [b]\n");
        for (int level = 1; level <= 40; level++) {
            String ten =
                    IntStream.range(0, 10)
                            .mapToObj(_ -> "*a%d")
                            .collect(Collectors.joining(", "))
                            .replace("%d", Integer.toString(level - 1));
            text.append("a%d: &a%d [%s]\n".formatted(level, level, ten));
        }
        return text.toString();
    }
}
