package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testbed.Programs;
import io.plimsoll.testbed.Programs.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What profile image put into the image, and that nothing else is needed. */
class ImageContentsIT {

    private static final Path BUILT = Path.of("target", "image").toAbsolutePath();
    private static final Path JARS = BUILT.resolve("jars");
    private static final Pattern USE =
            Pattern.compile(
                    "^(?<by>.+?)(-[0-9.]+\\.jar)? -> (?<module>(java|jdk)\\.\\S+)$",
                    Pattern.MULTILINE);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Who could use more than it is used for here, as {@code jdeps} names it. */
    private static final Map<String, Set<String>> UNCALLED =
            Map.of(
                    "java.desktop",
                    Set.of(
                            "ec2",
                            "micrometer-core",
                            "org.apache.commons.lang3",
                            "org.jline.terminal",
                            "tools.jackson.databind"),
                    "java.scripting",
                    Set.of("org.apache.commons.text"),
                    "java.sql",
                    Set.of("kubernetes-model-common", "micrometer-core", "tools.jackson.databind"));

    private static Optional<ImageRoot> unpacked = Optional.empty();

    @BeforeAll
    static void unpack() throws IOException {
        unpacked = ImageRoot.unpacked();
        if (unpacked.isEmpty()) {
            System.out.println("SKIPPED: no image was built; add profile image.");
        }
        Assumptions.assumeTrue(unpacked.isPresent(), "no image");
    }

    @Test
    void holdsTheModulesThatTheJarsNeedAndNoOther() throws IOException {
        Set<String> needed =
                uses().filter(use ->
                                !UNCALLED.getOrDefault(use.module(), Set.of()).contains(use.by()))
                        .map(Use::module)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Files.readAllLines(Path.of("src", "image", "modules")))
                .containsExactlyElementsOf(needed);
    }

    @Test
    void namesEveryJarWithItsLicenceInTheBillOfMaterials() throws IOException {
        JsonNode bill = JsonMapper.shared().readTree(Path.of("target", "bom.json").toFile());
        Set<String> named = new TreeSet<>();
        List<JsonNode> all = new ArrayList<>(List.of(bill.at("/metadata/component")));
        bill.path("components").forEach(all::add);
        for (JsonNode component : all) {
            String jar =
                    component.path("name").asString()
                            + "-"
                            + component.path("version").asString()
                            + ".jar";
            assertThat(component.path("licenses")).describedAs(jar).isNotEmpty();
            named.add(jar);
        }
        assertThat(jars().stream().map(jar -> jar.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void tellsWhatItIs() throws IOException {
        JsonNode settings = unpacked.orElseThrow().settings();

        assertThat(settings.path("User").asString()).isEqualTo("65532:65532");
        assertThat(settings.path("Entrypoint").path(0).asString())
                .isEqualTo(settings.path("WorkingDir").asString() + "/cluster-autoscaler");
        assertThat(settings.path("Labels").propertyNames())
                .extracting(name -> name.replace("org.opencontainers.image.", ""))
                .contains("created", "licenses", "revision", "source", "title", "version");
    }

    @Test
    void answersFromItsAotCacheInARootOfItsOwn() throws IOException {
        ImageRoot image = unpacked.orElseThrow();

        Result version = run(image, Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"), "--version");
        assertThat(version.output()).contains("Plimsoll autoscaler 0.");
        assertThat(version.exitCode()).isZero();
        Result flags = run(image, Map.of(), "run", "--help-flags");
        assertThat(flags.output()).contains("--node-group-auto-discovery");
        assertThat(flags.exitCode()).isZero();
        assertThat(run(image, Map.of(), "--cloud-provider=gce").exitCode()).isEqualTo(2);
    }

    /** All but the AOT cache, which holds addresses and times of the JVM that wrote it. */
    @Test
    void givesTheSameBytesAgain() throws IOException {
        Path again = Programs.FOLDER.resolve("layers");
        List<String> command =
                List.of(
                        Path.of("src", "image", "assemble").toAbsolutePath().toString(),
                        JARS.toString(),
                        again.toString(),
                        Path.of("..", "..", "LICENSE").toAbsolutePath().normalize().toString(),
                        Path.of("target", "bom.json").toAbsolutePath().toString());

        Programs.mustRun(
                "image-again",
                command,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                LIMIT);

        for (String layer : List.of("application", "libraries", "runtime", "system")) {
            Path first = BUILT.resolve("layers").resolve(layer);
            List<Path> files = filesBelow(first);
            assertThat(files).isNotEmpty().isEqualTo(filesBelow(again.resolve(layer)));
            for (Path file : files) {
                assertThat(again.resolve(layer).resolve(file))
                        .hasSameBinaryContentAs(first.resolve(file));
                assertThat(Files.getLastModifiedTime(again.resolve(layer).resolve(file)))
                        .isEqualTo(Files.getLastModifiedTime(first.resolve(file)));
            }
        }
    }

    private static Result run(
            ImageRoot image, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(image.command(environment));
        command.addAll(List.of(arguments));
        return Programs.run("image", command, Map.of(), LIMIT);
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            return jars.sorted().toList();
        }
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
        }
    }

    private record Use(String by, String module) {}

    private static Stream<Use> uses() throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of("--multi-release", "25", "--ignore-missing-deps", "-summary"));
        arguments.addAll(List.of("--class-path", JARS + "/*"));
        jars().forEach(jar -> arguments.add(jar.toString()));
        StringWriter out = new StringWriter();
        int exitCode =
                ToolProvider.findFirst("jdeps")
                        .orElseThrow()
                        .run(
                                new PrintWriter(out),
                                new PrintWriter(Writer.nullWriter()),
                                arguments.toArray(String[]::new));
        assertThat(exitCode).describedAs(out.toString()).isZero();
        return USE.matcher(out.toString())
                .results()
                .map(use -> new Use(use.group("by"), use.group("module")));
    }
}
