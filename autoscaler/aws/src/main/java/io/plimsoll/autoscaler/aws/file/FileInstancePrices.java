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
import java.util.function.Function;
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
        List<String> products =
                answers.responses().stream().flatMap(page -> page.priceList().stream()).toList();
        refuse(file, "PriceList[%d]: ", products, PriceMapping::problem);
        List<PriceMapping.OnDemand> found =
                products.stream()
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
        List<SpotPrice> quoted =
                answers.responses().stream()
                        .flatMap(page -> page.spotPriceHistory().stream())
                        .toList();
        refuse(file, "SpotPriceHistory[%d].", quoted, PriceMapping::problem);
        Set<String> told = new HashSet<>();
        for (SpotPrice price : quoted) {
            String type = price.instanceTypeAsString();
            String zone = price.availabilityZone();
            PriceMapping.spot(price)
                    .filter(_ -> told.add(type + " " + zone))
                    .ifPresent(
                            found -> prices.putSpot(type, zone, new Quote(found, file.toString())));
        }
        if (told.isEmpty()) {
            throw new InvalidFileException(
                    file,
                    "SpotPriceHistory: no price is one of Linux; allowed: prices with the ProductDescription Linux/UNIX");
        }
        return answers.notes();
    }

    private static <T> void refuse(
            Path file, String place, List<T> parts, Function<T, Optional<String>> problem) {
        for (int index = 0; index < parts.size(); index++) {
            String at = place.formatted(index);
            problem.apply(parts.get(index))
                    .ifPresent(wrong -> {
                        throw new InvalidFileException(file, at + wrong);
                    });
        }
    }
}
