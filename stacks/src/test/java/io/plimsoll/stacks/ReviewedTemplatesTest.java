package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Compares the default environment's templates with the committed files, which somebody has
 * reviewed; {@code -Dplimsoll.golden.update=true} writes them anew, for review.
 */
class ReviewedTemplatesTest {

    static final List<String> PARTS = Templates.PARTS;

    private static final Path REVIEWED = Path.of("src/test/resources/io/plimsoll/stacks/reviewed");

    @TempDir private static Path shared;

    @BeforeAll
    static void synthesize() {
        StringWriter err = new StringWriter();
        int exitCode =
                StacksApp.run(
                        Map.of(),
                        new PrintWriter(err),
                        "--file",
                        "../environment.yaml",
                        "--out",
                        shared.resolve("cdk.out").toString());
        assertThat(exitCode).as(err.toString()).isZero();
    }

    @ParameterizedTest
    @FieldSource("PARTS")
    void writesTemplatesAsReviewed(String part) throws IOException {
        Path written = shared.resolve("cdk.out").resolve(part + ".template.json");
        Path reviewed = REVIEWED.resolve(part + ".json");
        String template = ReviewedTemplate.of(Files.readString(written));
        if (Boolean.getBoolean("plimsoll.golden.update")) {
            Files.createDirectories(REVIEWED);
            Files.writeString(reviewed, template);
        }

        assertThat(template).isEqualTo(Files.readString(reviewed));
    }

    @Test
    void hasAReviewedFileForEachStackAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(REVIEWED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            PARTS.stream().map(part -> part + ".json").toList());
        }
    }
}
