package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostNameTest {

    @Test
    void isThePodsWhereTheEnvironmentTellsIt() {
        assertThat(HostName.of(Map.of("HOSTNAME", "autoscaler-7d9f"))).isEqualTo("autoscaler-7d9f");
    }

    @Test
    void isTheKernelsElse() {
        assertThat(HostName.of(Map.of())).isNotBlank();
        assertThat(HostName.of(Map.of("HOSTNAME", " "))).isEqualTo(HostName.of(Map.of()));
    }
}
