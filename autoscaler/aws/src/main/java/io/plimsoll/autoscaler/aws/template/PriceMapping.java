package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.environment.input.Excerpt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.SpotPrice;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prices as AWS's Price List ({@code GetProducts}) and EC2's Spot price history write them. */
public final class PriceMapping {

    /** More than any machine costs in an hour. */
    private static final BigDecimal MOST_USD = BigDecimal.valueOf(100_000);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PriceMapping() {}

    /**
     * @param region such as {@code eu-west-1}
     * @param price of an hour
     */
    public record OnDemand(String type, String region, Price price) {}

    /**
     * A product of AmazonEC2: empty for all but Linux on shared machines, on demand, without
     * licences or software on top, in US dollars.
     *
     * @param product JSON text
     */
    public static Optional<OnDemand> onDemand(String product) {
        try {
            JsonNode root = MAPPER.readTree(product);
            JsonNode attributes = root.path("product").path("attributes");
            return isPlainLinux(attributes)
                    ? hourly(root.path("terms").path("OnDemand"))
                            .map(price ->
                                    new OnDemand(
                                            text(attributes, "instanceType"),
                                            text(attributes, "regionCode"),
                                            price))
                    : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** Why a product says nothing of what it should say: what is wrong, and what is allowed. */
    public static Optional<String> problem(String product) {
        try {
            JsonNode root = MAPPER.readTree(product);
            JsonNode attributes = root.path("product").path("attributes");
            return isPlainLinux(attributes) && hourly(root.path("terms").path("OnDemand")).isEmpty()
                    ? Optional.of(
                            "%s has no price; allowed: one on demand, an hour, in USD"
                                    .formatted(Excerpt.of(text(attributes, "instanceType"))))
                    : Optional.empty();
        } catch (JacksonException _) {
            return Optional.of(
                    "\"%s\" is not JSON; allowed: a product as JSON text"
                            .formatted(Excerpt.of(product)));
        }
    }

    /** Why a quoted price says nothing: member, value, allowed. */
    public static Optional<String> problem(SpotPrice quoted) {
        if (quoted.instanceTypeAsString() == null) {
            return Optional.of("InstanceType is missing");
        }
        if (quoted.availabilityZone() == null) {
            return Optional.of("AvailabilityZone is missing");
        }
        return usd(quoted.spotPrice()).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "SpotPrice: \"%s\" is not an amount; allowed: US dollars an hour, such as 0.0345"
                                .formatted(Excerpt.of(String.valueOf(quoted.spotPrice()))));
    }

    /** Empty for anything but Linux in US dollars. */
    public static Optional<Price> spot(SpotPrice quoted) {
        return Optional.ofNullable(quoted.spotPrice())
                .filter(_ ->
                        String.valueOf(quoted.productDescriptionAsString())
                                .startsWith("Linux/UNIX"))
                .flatMap(PriceMapping::usd);
    }

    private static boolean isPlainLinux(JsonNode attributes) {
        return text(attributes, "operatingSystem").equals("Linux")
                && text(attributes, "tenancy").equals("Shared")
                && text(attributes, "preInstalledSw").equals("NA")
                && text(attributes, "capacitystatus").equals("Used")
                && text(attributes, "operation").equals("RunInstances");
    }

    /** Terms by code, in each of which are prices by code. */
    private static Optional<Price> hourly(JsonNode terms) {
        return terms.valueStream()
                .flatMap(term -> term.path("priceDimensions").valueStream())
                .filter(dimension -> text(dimension, "unit").equals("Hrs"))
                .map(dimension -> text(dimension.path("pricePerUnit"), "USD"))
                .flatMap(amount -> usd(amount).stream())
                .findFirst();
    }

    private static Optional<Price> usd(@Nullable String amount) {
        try {
            BigDecimal usd = new BigDecimal(amount == null || amount.length() > 30 ? "" : amount);
            return usd.signum() > 0 && usd.compareTo(MOST_USD) < 0
                    ? Optional.of(
                            new Price(
                                    usd.movePointRight(6)
                                            .setScale(0, RoundingMode.UP)
                                            .longValueExact()))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
