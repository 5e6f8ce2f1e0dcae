package io.plimsoll.autoscaler.aws.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.autoscaler.aws.template.InstancePrices.Quote;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.SpotPrice;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.GetProductsRequest;
import software.amazon.awssdk.services.pricing.model.GetProductsResponse;
import software.amazon.awssdk.services.pricing.model.PricingException;

class LivePricesTest {

    private static final Instant NOW = Instant.parse("2026-03-05T21:40:00Z");
    private static final List<String> ZONES = List.of("eu-west-1a", "eu-west-1b");
    private static final InstanceType LARGE = InstanceTypes.find("t3.large").orElseThrow();

    private final FakePriceList priceList = new FakePriceList();
    private final FakeEc2 ec2 = new FakeEc2();
    private final LivePrices prices =
            new LivePrices(ec2, priceList, "eu-west-1", () -> NOW, Duration.ofMinutes(1));

    @Test
    void onDemandPricesAreThoseOfTheRegion() {
        priceList.products =
                List.of("not JSON", product("Windows", "0.2"), product("Linux", "0.0912"));

        assertThat(prices.onDemand(LARGE))
                .isEqualTo(new Quote(new Price(91_200), "AWS Price List of eu-west-1, 2026-03-05"));
        assertThat(priceList.asked)
                .singleElement()
                .satisfies(filters ->
                        assertThat(filters)
                                .containsEntry("regionCode", "eu-west-1")
                                .containsEntry("instanceType", "t3.large")
                                .containsEntry("tenancy", "Shared"));
    }

    @Test
    void whatIsKnownIsAskedAgainOnlyWhenItIsRefreshed() {
        priceList.products = List.of(product("Linux", "0.0912"));
        prices.onDemand(LARGE);
        priceList.products = List.of(product("Linux", "0.1"));

        assertThat(prices.onDemand(LARGE).price()).isEqualTo(new Price(91_200));

        prices.refresh();

        assertThat(prices.onDemand(LARGE).price()).isEqualTo(new Price(100_000));
        assertThat(priceList.asked).hasSize(2);
    }

    @Test
    void whoeverHasNoPatienceGetsTheAnswerLater() {
        priceList.products = List.of(product("Linux", "0.0912"));
        CountDownLatch open = new CountDownLatch(1);
        priceList.gate = open;
        LivePrices hurried =
                new LivePrices(ec2, priceList, "eu-west-1", () -> NOW, Duration.ofMillis(1));

        assertThat(hurried.onDemand(LARGE).price()).isEqualTo(new Price(83_200));

        open.countDown();
        await().until(() -> hurried.onDemand(LARGE).price().equals(new Price(91_200)));
        assertThat(priceList.asked).hasSize(1);
    }

    @Test
    void whereNobodyMayAskTheBuiltInListHoldsAndTheRestIsNotAskedFor() {
        priceList.refused = true;

        assertThat(prices.onDemand(LARGE).price()).isEqualTo(new Price(83_200));
        assertThat(prices.onDemand(InstanceTypes.find("t3.medium").orElseThrow()).price())
                .isEqualTo(new Price(41_600));
        assertThat(priceList.asked).hasSize(1);
    }

    @Test
    void aSpotPriceIsTheDearestZones() {
        ec2.history =
                List.of(
                        spot("eu-west-1a", "Linux/UNIX", "0.0301"),
                        spot("eu-west-1b", "Windows", "0.0700"),
                        spot("eu-west-1b", "Linux/UNIX", "0.0295"));

        assertThat(prices.spot(LARGE, ZONES).price()).isEqualTo(new Price(30_100));
        assertThat(ec2.asked)
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.startTime()).isEqualTo(NOW);
                    assertThat(request.instanceTypesAsStrings()).containsExactly("t3.large");
                });
    }

    @Test
    void aSpotPriceIsNotKnownWhereOneZonesIsNot() {
        ec2.history = List.of(spot("eu-west-1a", "Linux/UNIX", "0.0301"));

        assertThat(prices.spot(LARGE, ZONES).price()).isEqualTo(Price.UNKNOWN);
        assertThat(prices.spot(LARGE, List.of("eu-west-1a")).price()).isEqualTo(new Price(30_100));
    }

    @Test
    void aSpotPriceThatIsNoAmountIsNotKnown() {
        ec2.history = List.of(spot("eu-west-1a", "Linux/UNIX", "free"));

        assertThat(prices.spot(LARGE, List.of("eu-west-1a")).price()).isEqualTo(Price.UNKNOWN);
    }

    @Test
    void whereNobodyMayAskNoSpotPriceIsKnown() {
        ec2.refused = true;

        assertThat(prices.spot(LARGE, ZONES).price()).isEqualTo(Price.UNKNOWN);
    }

    private static SpotPrice spot(String zone, String product, String usd) {
        return SpotPrice.builder()
                .instanceType("t3.large")
                .availabilityZone(zone)
                .productDescription(product)
                .spotPrice(usd)
                .build();
    }

    private static String product(String system, String usd) {
        return """
        {"product":{"attributes":{"instanceType":"t3.large","regionCode":"eu-west-1",
         "operatingSystem":"%s","tenancy":"Shared","preInstalledSw":"NA","capacitystatus":"Used",
         "operation":"RunInstances"}},
         "terms":{"OnDemand":{"A.B":{"priceDimensions":{"A.B.C":{"unit":"Hrs",
         "pricePerUnit":{"USD":"%s"}}}}}}}
        """
                .formatted(system, usd);
    }

    private static AwsErrorDetails denied() {
        return AwsErrorDetails.builder()
                .errorCode("AccessDeniedException")
                .errorMessage("not authorized")
                .build();
    }

    private static final class FakePriceList implements PricingClient {
        private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
        private List<String> products = List.of();
        private boolean refused;
        private CountDownLatch gate = new CountDownLatch(0);

        @Override
        public GetProductsResponse getProducts(GetProductsRequest request) {
            Map<String, String> filters = new TreeMap<>();
            for (Filter filter : request.filters()) {
                filters.put(filter.field(), filter.value());
            }
            asked.add(filters);
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (refused) {
                AwsServiceException refusal =
                        PricingException.builder()
                                .statusCode(400)
                                .awsErrorDetails(denied())
                                .build();
                throw refusal;
            }
            return GetProductsResponse.builder().priceList(products).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class FakeEc2 implements Ec2Client {
        private final List<DescribeSpotPriceHistoryRequest> asked = new ArrayList<>();
        private List<SpotPrice> history = List.of();
        private boolean refused;

        @Override
        public DescribeSpotPriceHistoryResponse describeSpotPriceHistory(
                DescribeSpotPriceHistoryRequest request) {
            asked.add(request);
            if (refused) {
                AwsServiceException refusal =
                        Ec2Exception.builder().statusCode(403).awsErrorDetails(denied()).build();
                throw refusal;
            }
            return DescribeSpotPriceHistoryResponse.builder().spotPriceHistory(history).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
