package io.plimsoll.autoscaler.aws.live;

import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.aws.AwsErrors;
import io.plimsoll.autoscaler.aws.LogOnce;
import io.plimsoll.autoscaler.aws.template.InstancePrices;
import io.plimsoll.autoscaler.aws.template.KnownPrices;
import io.plimsoll.autoscaler.aws.template.PriceMapping;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.environment.ec2.InstanceType;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SpotPrice;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;

/**
 * Asks the AWS Price List for on-demand prices of the region, and EC2 for Spot prices of its zones,
 * of each type when it is first needed and every hour. Where nobody may or can ask, on-demand
 * prices are the built-in list's, and Spot prices are not known.
 */
public final class LivePrices implements InstancePrices, AutoCloseable {

    private static final Duration AGE = Duration.ofHours(1);

    /** Products that are plain Linux machines; without it there are hundreds of each type. */
    private static final Map<String, String> PLAIN =
            Map.of(
                    "operatingSystem", "Linux",
                    "tenancy", "Shared",
                    "preInstalledSw", "NA",
                    "capacitystatus", "Used",
                    "operation", "RunInstances");

    private final Ec2Client ec2;
    private final PricingClient pricing;
    private final String region;
    private final InstantSource clock;
    private final KnownPrices known = new KnownPrices();
    private final Set<String> onDemand = ConcurrentHashMap.newKeySet();
    private final Set<String> spot = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService asking =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("prices").factory());

    /** What is left of it. */
    private Duration patience;

    /** The rest is of the thread that asks. */
    private final LogOnce log = new LogOnce(LoggerFactory.getLogger(LivePrices.class));

    private boolean priceListFails;
    private boolean spotFails;

    /**
     * @param region of the instances
     * @param patience how long whoever first needs a price waits for it, all waits together; then
     *     the answer serves those who ask later
     */
    LivePrices(
            Ec2Client ec2,
            PricingClient pricing,
            String region,
            InstantSource clock,
            Duration patience) {
        this.ec2 = ec2;
        this.pricing = pricing;
        this.region = region;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * @param pricing closed with this
     * @param patience as for the first loop, which would take what it knows no price of for the
     *     dearest
     */
    public static LivePrices start(
            AwsClients aws, PricingClient pricing, InstantSource clock, Duration patience) {
        LivePrices prices = new LivePrices(aws.ec2(), pricing, aws.region(), clock, patience);
        Future<?> _ =
                prices.asking.scheduleWithFixedDelay(
                        prices::askAll, AGE.toSeconds(), AGE.toSeconds(), TimeUnit.SECONDS);
        return prices;
    }

    @Override
    public Quote onDemand(InstanceType type) {
        if (onDemand.add(type.name())) {
            ask(() -> askPriceList(type.name()));
        }
        return known.onDemand(type);
    }

    @Override
    public Quote spot(InstanceType type, Collection<String> zones) {
        if (spot.add(type.name())) {
            ask(() -> askSpot(type.name()));
        }
        return known.spot(type, zones);
    }

    private void ask(Runnable question) {
        Future<?> answer = asking.submit(question);
        long began = System.nanoTime();
        try {
            answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            // It comes to those who ask later.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        Duration left = patience.minusNanos(System.nanoTime() - began);
        patience = left.isNegative() ? Duration.ZERO : left;
    }

    /** Asks anew for all that was ever needed, and waits as for a first price. */
    void refresh() {
        ask(this::askAll);
    }

    private void askAll() {
        priceListFails = false;
        spotFails = false;
        onDemand.forEach(this::askPriceList);
        spot.forEach(this::askSpot);
    }

    private void askPriceList(String type) {
        if (priceListFails) {
            return;
        }
        Map<String, String> wanted = new TreeMap<>(PLAIN);
        wanted.put("regionCode", region);
        wanted.put("instanceType", type);
        try {
            AwsErrors.translating(
                            "GetProducts " + type,
                            () ->
                                    pricing.getProducts(request ->
                                            request.serviceCode("AmazonEC2")
                                                    .filters(
                                                            wanted.entrySet().stream()
                                                                    .map(LivePrices::filter)
                                                                    .toList())))
                    .priceList()
                    .stream()
                    .flatMap(product -> PriceMapping.onDemand(product).stream())
                    .filter(price -> price.type().equals(type) && price.region().equals(region))
                    .forEach(found ->
                            known.putOnDemand(
                                    type,
                                    new Quote(
                                            found.price(), "AWS Price List of " + regionToday())));
        } catch (CloudException e) {
            priceListFails = true;
            log.warn(e.getMessage() + "; using the built-in prices");
        }
    }

    private String regionToday() {
        return region + ", " + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Filter filter(Map.Entry<String, String> field) {
        return Filter.builder()
                .type(FilterType.TERM_MATCH)
                .field(field.getKey())
                .value(field.getValue())
                .build();
    }

    private void askSpot(String type) {
        if (spotFails) {
            return;
        }
        try {
            for (SpotPrice price :
                    AwsErrors.translating(
                                    "DescribeSpotPriceHistory " + type,
                                    () ->
                                            ec2.describeSpotPriceHistory(request ->
                                                    request.instanceTypesWithStrings(type)
                                                            .productDescriptions("Linux/UNIX")
                                                            .startTime(clock.instant())))
                            .spotPriceHistory()) {
                PriceMapping.spot(price)
                        .ifPresent(found ->
                                known.putSpot(
                                        type,
                                        price.availabilityZone(),
                                        new Quote(found, "EC2's Spot prices of " + regionToday())));
            }
        } catch (CloudException e) {
            spotFails = true;
            log.warn(e.getMessage() + "; Spot prices are not known");
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
        pricing.close();
    }
}
