package io.plimsoll.autoscaler.engine.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.engine.port.CloudException.Category;
import io.plimsoll.autoscaler.engine.port.CloudProvider.LaunchFailure;
import io.plimsoll.autoscaler.engine.port.CloudProvider.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchTroubleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void oneZoneThatIsSoldOutIsNoReasonToGiveUp() {
        assertThat(trouble(10, stockout(0, "a"))).isFalse();
        assertThat(trouble(30, stockout(0, "a"), stockout(5, "b"))).isFalse();
    }

    @Test
    void severalLaunchesThatFailTogetherAreOneStockout() {
        assertThat(trouble(10, stockout(0, "a"), stockout(1, "a"))).isFalse();
    }

    @Test
    void aZoneThatIsTriedAgainMeansThatNoOtherHelped() {
        assertThat(trouble(30, stockout(0, "a"), stockout(5, "b"), stockout(20, "a"))).isTrue();
    }

    @Test
    void aStockoutThatLastsIsAReasonToGiveUp() {
        assertThat(trouble(60, stockout(0, "a"))).isTrue();
    }

    @Test
    void aQuotaIsTheSameEverywhere() {
        Place place = new Place(Optional.of("t3.large"), Optional.of("a"));
        assertThat(
                        trouble(
                                0,
                                new LaunchFailure(
                                        "kong",
                                        START,
                                        Category.QUOTA_EXCEEDED,
                                        "VcpuLimitExceeded",
                                        place)))
                .isTrue();
    }

    @Test
    void aStockoutThatDoesNotSayWhereCounts() {
        assertThat(
                        trouble(
                                0,
                                new LaunchFailure(
                                        "kong",
                                        START,
                                        Category.CAPACITY_UNAVAILABLE,
                                        "no capacity",
                                        Place.UNKNOWN)))
                .isTrue();
    }

    private static boolean trouble(int now, LaunchFailure... failures) {
        return LaunchTrouble.of(List.of(failures), START.plusSeconds(now)).isPresent();
    }

    private static LaunchFailure stockout(int second, String zone) {
        return new LaunchFailure(
                "kong",
                START.plusSeconds(second),
                Category.CAPACITY_UNAVAILABLE,
                "no capacity",
                new Place(Optional.of("t3.large"), Optional.of(zone)));
    }
}
