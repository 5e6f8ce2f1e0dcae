package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadDaysTest {
    private static final Path PAGE = Path.of("../../docs/reliability.md");

    @Test
    void eachDayHasItsRowInTheTable() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int table = lines.indexOf(BadDaysRealIT.HEADER);

        assertThat(table).describedAs(BadDaysRealIT.HEADER).isNotNegative();
        assertThat(
                        lines.stream()
                                .skip(table + 2)
                                .takeWhile(line -> line.startsWith("| "))
                                .map(line -> line.split("\\|", 3)[1].strip()))
                .containsExactlyElementsOf(BadDay.all().stream().map(BadDay::fault).toList());
    }
}
