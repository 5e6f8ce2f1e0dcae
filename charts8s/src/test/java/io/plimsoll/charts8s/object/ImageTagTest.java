package io.plimsoll.charts8s.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTagTest {

    @ParameterizedTest
    @CsvSource({
        "kong:3.9, 3.9",
        "kong, latest",
        "registry.example:5000/team/kong, latest",
        "registry.example:5000/team/kong:3.9.1, 3.9.1",
        "kong:3.9@sha256:0123456789, 3.9",
        "kong@sha256:0123456789012345678901234567890123456789012345678901234567890123,"
                + " 012345678901234567890123456789012345678901234567890123456789012",
    })
    void readsTheVersionOutOfAReference(String image, String version) {
        assertThat(ImageTag.of(image)).isEqualTo(version);
    }
}
