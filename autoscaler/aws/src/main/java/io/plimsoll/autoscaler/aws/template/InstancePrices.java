package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.Collection;

/** What instances cost an hour, running Linux. */
public interface InstancePrices {

    /** The built-in list; it knows no Spot price. */
    InstancePrices BUILT_IN =
            new InstancePrices() {
                @Override
                public Quote onDemand(InstanceType type) {
                    return new Quote(
                            type.hourlyMicroUsd().isPresent()
                                    ? new Price(type.hourlyMicroUsd().getAsLong())
                                    : Price.UNKNOWN,
                            InstanceTypes.PRICES);
                }

                @Override
                public Quote spot(InstanceType type, Collection<String> zones) {
                    return Quote.UNKNOWN;
                }
            };

    /**
     * @param source with its date, in words; empty where the price is not known
     */
    record Quote(Price price, String source) {
        public static final Quote UNKNOWN = new Quote(Price.UNKNOWN, "");
    }

    Quote onDemand(InstanceType type);

    /**
     * @param zones in any of which an instance may come
     * @return the dearest of them; unknown where one is
     */
    Quote spot(InstanceType type, Collection<String> zones);
}
