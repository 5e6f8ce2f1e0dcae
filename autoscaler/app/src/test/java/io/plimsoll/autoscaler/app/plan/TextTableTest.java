package io.plimsoll.autoscaler.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    private static final String LONG = "x".repeat(60);

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        TextTable table = new TextTable("NAME", "SIZE");
        table.add("a-long-name", "1");

        assertThat(table.toString()).isEqualTo("NAME          SIZE\na-long-name   1\n");
    }

    @Test
    void sparesColumnsThatHaveNoRoomAndCutsTheWidestAtLast() {
        TextTable table = new TextTable("NAME", "TYPES", "CAPACITY").spare("CAPACITY");
        table.add("kong", LONG, "x".repeat(20));

        assertThat(table.toString()).isEqualTo("NAME   TYPES\nkong   " + LONG + "\n");
        assertThat(table.wide()).contains("CAPACITY", "x".repeat(20));

        TextTable tight = new TextTable("NAME", "TYPES");
        tight.add("kong", "y".repeat(100));
        assertThat(tight.toString().lines())
                .allMatch(line -> line.length() <= 80)
                .anyMatch(line -> line.endsWith("y…"));
    }
}
