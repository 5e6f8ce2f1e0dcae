package io.plimsoll.autoscaler.kubernetes.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.Amounts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1.5Gi, 1610612736, 1610612736000",
        "100m, 1, 100",
        "0.1m, 1, 1",
        "1500u, 1, 2",
        "128974848000m, 128974848, 128974848000",
        "12e3, 12000, 12000000",
        "12E-3, 1, 12",
        "2E, 2000000000000000000, 9223372036854775807",
        "+.5k, 500, 500000",
        "1n, 1, 1",
        "9Ei, 9223372036854775807, 9223372036854775807",
    })
    void roundsUpToUnitsAndThousandths(String text, long units, long thousandths) {
        Quantity quantity = Quantity.parse(text);

        assertThat(Amounts.whole(Quantities.parse("cpu", quantity))).isEqualTo(units);
        assertThat(Amounts.milli(Quantities.parse("cpu", quantity))).isEqualTo(thousandths);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1K", "1Mb", "1.2.3", "1e", "1e+", "-5", "1 Gi", ".", "1ki"})
    void refusesWhatKubernetesRefuses(String text) {
        Quantity quantity = new Quantity(text, "");

        assertThatThrownBy(() -> Quantities.parse("spec.overhead.cpu", quantity))
                .isInstanceOf(WrongObjectException.class)
                .hasMessageStartingWith("spec.overhead.cpu: \"" + text + "\" is not ");
    }
}
