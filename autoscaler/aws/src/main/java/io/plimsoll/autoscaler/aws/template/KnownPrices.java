package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.environment.ec2.InstanceType;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was heard of prices, and the built-in list where nothing was. Safe for any thread. */
public final class KnownPrices implements InstancePrices {

    private final Map<String, Quote> onDemand = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Quote>> spot = new ConcurrentHashMap<>();

    public void putOnDemand(String type, Quote quote) {
        onDemand.put(type, quote);
    }

    public void putSpot(String type, String zone, Quote quote) {
        spot.computeIfAbsent(type, _ -> new ConcurrentHashMap<>()).put(zone, quote);
    }

    @Override
    public Quote onDemand(InstanceType type) {
        Quote known = onDemand.get(type.name());
        return known == null ? BUILT_IN.onDemand(type) : known;
    }

    @Override
    public Quote spot(InstanceType type, Collection<String> zones) {
        Map<String, Quote> known = spot.getOrDefault(type.name(), Map.of());
        return known.keySet().containsAll(zones)
                ? zones.stream()
                        .map(known::get)
                        .max(Comparator.comparingLong(quote -> quote.price().microUsdPerHour()))
                        .orElse(Quote.UNKNOWN)
                : Quote.UNKNOWN;
    }
}
