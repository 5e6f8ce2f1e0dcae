package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What AWS or Kubernetes would refuse later is refused here, and nothing else is. */
class EnvironmentMutationsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    private static final Map<String, String> BLOCKS =
            Map.of(
                    "C", "cluster: {%s}",
                    "V", "cluster: {name: x}\nvpc: {%s}",
                    "G", "cluster: {name: x}\nnodeGroups: [{%s}]",
                    "F", "cluster: {name: x}\nautoscaler: {flags: {%s}}",
                    "K", "cluster: {name: x}\nkong: {%s}",
                    "L", "cluster: {name: x}\nload: {%s}",
                    "A", "cluster: {name: x}\nautoscaler: {%s}");

    static Stream<Mutation> mutations() {
        return lines().filter(line -> line.contains(" => ")).map(Mutation::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void isTakenOrEarnsOneComplaint(Mutation mutation) throws InvalidEnvironmentException {
        if (mutation.expected().equals("ok")) {
            EnvironmentFile read = EnvironmentFile.parse("e.yaml", mutation.text(), TODAY);
            assertThat(read.environment().nodeGroups()).isNotEmpty();
            return;
        }
        InvalidEnvironmentException refused =
                catchThrowableOfType(
                        InvalidEnvironmentException.class,
                        () -> EnvironmentFile.parse("e.yaml", mutation.text(), TODAY));

        assertThat(refused).as(mutation.text()).isNotNull();
        assertThat(refused.problems()).extracting(Problem::toString).hasSize(1);
        assertThat(refused.problems().getFirst().toString())
                .startsWith("e.yaml:" + mutation.line() + ": " + mutation.expected())
                .doesNotContain("\n", "Exception", "java.");
    }

    record Mutation(String line0, String text, String expected) {

        static Mutation of(String line) {
            List<String> sides = List.of(line.split(" => ", 2));
            return new Mutation(line, text(sides.getFirst()), sides.getLast().strip());
        }

        /** The mutated key is on the last line. */
        long line() {
            return text.lines().count();
        }

        private static String text(String mutated) {
            String block = BLOCKS.get(mutated.substring(0, 1));
            if (block == null || mutated.charAt(1) != ' ') {
                String text = mutated.replace('⏎', '\n');
                return text.startsWith("cluster:") ? text : "cluster: {name: x}\n" + text;
            }
            return block.formatted(keys(mutated.charAt(0), mutated.substring(2)));
        }

        private static String keys(char block, String keys) {
            return switch (block) {
                case 'C' -> keys.startsWith("name:") ? keys : "name: x, " + keys;
                case 'G' ->
                        (keys.startsWith("name:") ? "" : "name: a, ")
                                + (keys.startsWith("max:") ? "" : "max: 3, ")
                                + keys;
                default -> keys;
            };
        }

        @Override
        public String toString() {
            return line0;
        }
    }

    private static Stream<String> lines() {
        String resource = "mutations.txt";
        try (InputStream table =
                Objects.requireNonNull(
                        EnvironmentMutationsTest.class.getResourceAsStream(resource), resource)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
