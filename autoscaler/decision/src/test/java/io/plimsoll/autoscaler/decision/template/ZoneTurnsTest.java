package io.plimsoll.autoscaler.decision.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZoneTurnsTest {

    @Test
    void theNextInstanceComesWhereTheFewestAre() {
        assertThat(turns(Map.of("a", 2, "b", 1, "c", 0), 7))
                .containsExactly("c", "b", "c", "a", "b", "c", "a");
    }

    @Test
    void zonesThatAreAlikeTakeTurns() {
        assertThat(turns(Map.of("a", 3, "b", 3), 5)).containsExactly("a", "b", "a", "b", "a");
    }

    @Test
    void aGroupOfOneZoneHasNoTurns() {
        assertThat(new ZoneTurns(new TreeMap<>(Map.of("a", 1))).areSeveral()).isFalse();
        assertThat(ZoneTurns.NONE.areSeveral()).isFalse();
    }

    private static List<String> turns(Map<String, Integer> instances, int count) {
        ZoneTurns turns = new ZoneTurns(new TreeMap<>(instances));
        assertThat(turns.areSeveral()).isTrue();
        return IntStream.range(0, count).mapToObj(turns::zone).toList();
    }
}
