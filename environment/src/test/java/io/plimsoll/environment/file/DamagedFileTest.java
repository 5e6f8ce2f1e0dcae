package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a file, it is either read or refused with a line of its own. */
class DamagedFileTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final String CHARACTERS = "{}[]:,-#&*!|>'\"%@` \n\t0a~é";

    static LongStream seeds() {
        return LongStream.range(0, 1000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isReadOrRefusedWithALineOfTheFile(long seed) throws IOException {
        String text = damage(Files.readString(Path.of("..", "environment.yaml")), new Random(seed));
        long lines = text.lines().count() + 1;

        try {
            assertThat(EnvironmentFile.parse("e.yaml", text, TODAY).environment().nodeGroups())
                    .isNotEmpty();
        } catch (InvalidEnvironmentException refused) {
            assertThat(refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> {
                        assertThat((long) problem.line()).isBetween(0L, lines);
                        assertThat(problem.message()).isNotBlank();
                    });
        }
    }

    private static String damage(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = random.nextInt(4); i >= 0; i--) {
            int line = random.nextInt(lines.size());
            String old = lines.get(line);
            int column = random.nextInt(old.length() + 1);
            char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(4)) {
                case 0 -> lines.remove(line);
                case 1 -> lines.add(random.nextInt(lines.size()), old);
                case 2 -> lines.set(line, old.substring(0, column));
                default ->
                        lines.set(
                                line, old.substring(0, column) + character + old.substring(column));
            }
        }
        return String.join("\n", lines);
    }
}
