package io.plimsoll.autoscaler.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.AutoscalerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Dockerfile, what Docker is shown, and what Jib is told say the same. */
class ImageFilesTest {

    private static final Path REPOSITORY = Path.of("..", "..");
    private static final String DOCKERFILE = read("autoscaler/Dockerfile");
    private static final String POM = read("autoscaler/app/pom.xml");

    private static final Pattern BASE =
            Pattern.compile("^FROM (?:--\\S+ )?(\\S+)(?: AS \\S+)?$", Pattern.MULTILINE);
    private static final Pattern MODULE =
            Pattern.compile("<artifactId>plimsoll-(\\w+)</artifactId>");

    @Test
    void pinsEveryBaseByDigest() {
        assertThat(bases()).hasSize(3).allMatch(base -> base.matches(".+:.+@sha256:[0-9a-f]{64}"));
    }

    @Test
    void makesJarsAndRuntimeWithTheSameJdk() {
        assertThat(bases().get(0)).isEqualTo(bases().get(1));
    }

    @Test
    void standsOnTheSameBaseWithAndWithoutDocker() {
        assertThat(first("<image.base>(.+)</image.base>", POM)).isEqualTo(bases().getLast());
    }

    @Test
    void carriesTheVersionOfTheProject() {
        String version = first("<version>(.+)</version>", read("pom.xml"));

        assertThat(first("image.version=\"(.+)\"", DOCKERFILE)).isEqualTo(version);
        assertThat(AutoscalerConfig.UNSET_IMAGE).endsWith("/autoscaler:" + version);
    }

    @Test
    void runsAsTheSameUserFromTheSameFolder() {
        assertThat(first("USER (.+)", DOCKERFILE)).isEqualTo(first("<user>(.+)</user>", POM));
        assertThat(first("WORKDIR (/opt.+)", DOCKERFILE))
                .isEqualTo(first("<workingDirectory>(.+)</workingDirectory>", POM));
        assertThat(first("ENTRYPOINT \\[\"(.+)\"]", DOCKERFILE))
                .isEqualTo(first("<entrypoint>\\s*<argument>(.+)</argument>", POM));
    }

    @Test
    void showsDockerTheSourcesOfEveryModuleThatItBuildsAndNoOther() {
        Set<String> built = new TreeSet<>();
        addWithNeeded("app", built);

        assertThat(read(".dockerignore").lines())
                .filteredOn(line -> line.endsWith("/src"))
                .containsExactlyInAnyOrderElementsOf(
                        built.stream().map(module -> "!" + folder(module) + "/src").toList());
    }

    private static void addWithNeeded(String module, Set<String> all) {
        if (!all.add(module)) {
            return;
        }
        MODULE.matcher(read(folder(module) + "/pom.xml"))
                .results()
                .forEach(needed -> addWithNeeded(needed.group(1), all));
    }

    private static String folder(String module) {
        return Files.exists(REPOSITORY.resolve("autoscaler").resolve(module))
                ? "autoscaler/" + module
                : module;
    }

    private static List<String> bases() {
        return BASE.matcher(DOCKERFILE).results().map(base -> base.group(1)).toList();
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).describedAs(pattern).isTrue();
        return matcher.group(1);
    }

    private static String read(String file) {
        try {
            return Files.readString(REPOSITORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
