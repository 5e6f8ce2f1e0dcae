package io.plimsoll.autoscaler.decision.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementTest {
    private static final Map<String, String> LABELS = Map.of("app", "kong", "cores", "4");

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "app, IN, kong, true",
        "app, IN, other, false",
        "zone, IN, kong, false",
        "app, NOT_IN, kong, false",
        "app, NOT_IN, other, true",
        "zone, NOT_IN, kong, true",
        "cores, GREATER_THAN, 3, true",
        "cores, GREATER_THAN, 4, false",
        "cores, LESS_THAN, 5, true",
        "app, LESS_THAN, 5, false",
        "zone, GREATER_THAN, 1, false"
    })
    void matchesAsKubernetesDoes(
            String key, Requirement.Operator operator, String value, boolean expected) {
        assertThat(new Requirement(key, operator, List.of(value)).matches(LABELS))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "app, EXISTS, true",
        "zone, EXISTS, false",
        "app, DOES_NOT_EXIST, false",
        "zone, DOES_NOT_EXIST, true"
    })
    void matchesPresence(String key, Requirement.Operator operator, boolean expected) {
        assertThat(new Requirement(key, operator, List.of()).matches(LABELS)).isEqualTo(expected);
    }

    @Test
    void selectorWithoutRequirementsMatchesEverything() {
        assertThat(new LabelSelector(List.of()).matches(LABELS)).isTrue();
    }

    @Test
    void selectorMatchesOnlyWhenAllRequirementsDo() {
        Requirement kong = new Requirement("app", Requirement.Operator.IN, List.of("kong"));
        Requirement zone = new Requirement("zone", Requirement.Operator.EXISTS, List.of());

        assertThat(new LabelSelector(List.of(kong, zone)).matches(LABELS)).isFalse();
    }
}
