package io.plimsoll.autoscaler.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.AwsRegions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

class AwsRegionsTest {

    @Test
    void knowsEveryRegionThatTheSdkKnows() {
        Map<String, String> known =
                Region.regions().stream()
                        .filter(region -> !region.isGlobalRegion())
                        .collect(
                                Collectors.toMap(
                                        Region::id, region -> region.metadata().partition().id()));

        assertThat(AwsRegions.partitionsByRegion()).isEqualTo(new TreeMap<>(known));
    }
}
