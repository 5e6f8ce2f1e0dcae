package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.template.InstancePrices;
import io.plimsoll.autoscaler.aws.template.InstancePrices.Quote;
import io.plimsoll.autoscaler.aws.template.KnownPrices;
import io.plimsoll.autoscaler.aws.template.PriceMapping;
import io.plimsoll.environment.input.InvalidFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;
import software.amazon.awssdk.services.ec2.model.SpotPrice;
import software.amazon.awssdk.services.pricing.model.GetProductsResponse;

/**
 * Prices from files; what they lack is the built-in list's.
 *
 * @param notes when an answer is not whole
 */
record FileInstancePrices(InstancePrices prices, List<String> notes) {

    static FileInstancePrices read(Optional<Path> onDemand, Optional<Path> spot) {
        KnownPrices prices = new KnownPrices();
        List<String> notes = new ArrayList<>();
        onDemand.ifPresent(file -> notes.addAll(onDemand(file, prices)));
        spot.ifPresent(file -> notes.addAll(spot(file, prices)));
        return new FileInstancePrices(prices, notes);
    }

    private static List<String> onDemand(Path file, KnownPrices prices) {
        AnswerFile.Answers<GetProductsResponse> answers =
                new AnswerFile(
                                file,
                                "PriceList",
                                "aws pricing get-products --service-code AmazonEC2 --filters …")
                        .read(GetProductsResponse::builder);
        List<PriceMapping.OnDemand> found =
                answers.responses().stream()
                        .flatMap(page -> page.priceList().stream())
                        .flatMap(product -> PriceMapping.onDemand(product).stream())
                        .toList();
        Set<String> regions = new HashSet<>();
        found.forEach(price -> regions.add(price.region()));
        if (found.isEmpty()) {
            throw new InvalidFileException(
                    file,
                    "PriceList: none of its products is a Linux machine on demand; allowed: products with operatingSystem Linux, tenancy Shared, preInstalledSw NA, capacitystatus Used");
        }
        if (regions.size() > 1) {
            throw new InvalidFileException(
                    file,
                    "PriceList: prices of %s; allowed: those of one region (filter regionCode)"
                            .formatted(String.join(", ", regions.stream().sorted().toList())));
        }
        found.forEach(price ->
                prices.putOnDemand(
                        price.type(),
                        new Quote(price.price(), "%s (%s)".formatted(file, price.region()))));
        return answers.notes();
    }

    /** The newest of each type and zone. */
    private static List<String> spot(Path file, KnownPrices prices) {
        AnswerFile.Answers<DescribeSpotPriceHistoryResponse> answers =
                new AnswerFile(file, "SpotPriceHistory", "aws ec2 describe-spot-price-history")
                        .read(DescribeSpotPriceHistoryResponse::builder);
        Set<String> told = new HashSet<>();
        for (DescribeSpotPriceHistoryResponse page : answers.responses()) {
            for (SpotPrice price : page.spotPriceHistory()) {
                PriceMapping.spot(price)
                        .filter(_ ->
                                told.add(
                                        price.instanceTypeAsString()
                                                + " "
                                                + price.availabilityZone()))
                        .ifPresent(found ->
                                prices.putSpot(
                                        price.instanceTypeAsString(),
                                        price.availabilityZone(),
                                        new Quote(found, file.toString())));
            }
        }
        return answers.notes();
    }
}
