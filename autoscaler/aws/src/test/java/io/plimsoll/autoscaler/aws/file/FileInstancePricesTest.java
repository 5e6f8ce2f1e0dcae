package io.plimsoll.autoscaler.aws.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.aws.template.InstancePrices;
import io.plimsoll.autoscaler.aws.template.InstancePrices.Quote;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import io.plimsoll.environment.input.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class FileInstancePricesTest {

    private static final InstanceType LARGE = InstanceTypes.find("t3.large").orElseThrow();
    private static final InstanceType MEDIUM = InstanceTypes.find("t3.medium").orElseThrow();

    private static final String SPOT =
            """
            {"SpotPriceHistory": [
              {"AvailabilityZone": "a", "InstanceType": "t3.large",
               "ProductDescription": "Linux/UNIX", "SpotPrice": "0.041000"},
              {"AvailabilityZone": "b", "InstanceType": "t3.large",
               "ProductDescription": "Linux/UNIX", "SpotPrice": "0.043000"},
              {"AvailabilityZone": "b", "InstanceType": "t3.large",
               "ProductDescription": "Linux/UNIX", "SpotPrice": "0.090000"}]}
            """;

    @TempDir private Path folder;

    @Test
    void pricesOfTheFileComeBeforeTheBuiltInList() throws IOException {
        Path file = onDemandFile("Linux", "0.0912", "eu-west-1");
        InstancePrices prices = onDemand(file);

        assertThat(prices.onDemand(LARGE))
                .isEqualTo(new Quote(new Price(91_200), file + " (eu-west-1)"));
        assertThat(prices.onDemand(MEDIUM)).isEqualTo(InstancePrices.BUILT_IN.onDemand(MEDIUM));
    }

    @Test
    void pricesOfSeveralRegionsAreRefused() throws IOException {
        Path file = onDemandFile("Linux", "0.0912", "eu-west-1", "us-west-1");

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> onDemand(file))
                .withMessageContaining(
                        "prices.json: PriceList: prices of eu-west-1, us-west-1; allowed: those of one region");
    }

    @Test
    void productsThatNoNodeRunsOnAreRefused() throws IOException {
        Path file = onDemandFile("Windows", "0.2", "eu-west-1");

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> onDemand(file))
                .withMessageContaining("prices.json: PriceList: none of its products");
    }

    @Test
    void aProductWithoutAPriceIsRefused() throws IOException {
        Path file = onDemandFile("Linux", "free", "eu-west-1");

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> onDemand(file))
                .withMessageContaining(
                        "prices.json: PriceList[0]: t3.large has no price; allowed: one on demand");
    }

    @Test
    void aProductThatIsNoJsonIsRefused() throws IOException {
        Path file = file("prices.json", "{\"PriceList\": [\"t3.large costs much\"]}");

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> onDemand(file))
                .withMessageContaining(
                        "prices.json: PriceList[0]: \"t3.large costs much\" is not JSON");
    }

    @Test
    void ofSpotPricesTheNewestCountsOfTheDearestZone() throws IOException {
        InstancePrices prices = spot(SPOT);

        assertThat(prices.spot(LARGE, List.of("a", "b")).price()).isEqualTo(new Price(43_000));
        assertThat(prices.spot(LARGE, List.of("a")).price()).isEqualTo(new Price(41_000));
        assertThat(prices.spot(LARGE, List.of("a", "c"))).isEqualTo(Quote.UNKNOWN);
        assertThat(prices.spot(MEDIUM, List.of("a"))).isEqualTo(Quote.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.043000|dear|SpotPriceHistory[1].SpotPrice: \"dear\" is not an amount; allowed: US dollars",
                "\"AvailabilityZone\": \"a\",||SpotPriceHistory[0].AvailabilityZone is missing",
                "Linux/UNIX|Windows|SpotPriceHistory: no price is one of Linux; allowed:",
                "SpotPriceHistory|Prices|no field \"SpotPriceHistory\"; allowed: the output of"
            })
    void namesFileFieldValueAndWhatIsAllowed(String right, String wrong, String message) {
        String content = SPOT.replace(right, wrong == null ? "" : wrong);

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> spot(content))
                .withMessageContaining("spot.json: ")
                .withMessageContaining(message);
    }

    private static InstancePrices onDemand(Path file) {
        return FileInstancePrices.read(Optional.of(file), Optional.empty()).prices();
    }

    private InstancePrices spot(String content) throws IOException {
        return FileInstancePrices.read(Optional.empty(), Optional.of(file("spot.json", content)))
                .prices();
    }

    /** Of one product in each region. */
    private Path onDemandFile(String system, String usd, String... regions) throws IOException {
        return file(
                "prices.json",
                Stream.of(regions)
                        .map(region ->
                                """
                                {"product":{"attributes":{"instanceType":"t3.large","regionCode":"%s",
                                 "operatingSystem":"%s","tenancy":"Shared","preInstalledSw":"NA",
                                 "capacitystatus":"Used","operation":"RunInstances"}},
                                 "terms":{"OnDemand":{"A":{"priceDimensions":{"B":{"unit":"Hrs",
                                 "pricePerUnit":{"USD":"%s"}}}}}}}
                                """
                                        .formatted(region, system, usd))
                        .map(JsonMapper.shared()::writeValueAsString)
                        .collect(Collectors.joining(",", "{\"PriceList\": [", "]}")));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
