package io.plimsoll.autoscaler.decision.scaleup.expander;

import java.util.Comparator;
import java.util.List;

/**
 * Adds the cheapest nodes, by their price in all. Options of unknown price are left out, unless no
 * price is known.
 */
final class PriceExpander implements Expander {
    @Override
    public String name() {
        return "price";
    }

    @Override
    public List<ExpansionOption> best(List<ExpansionOption> options) {
        List<ExpansionOption> priced =
                options.stream().filter(option -> option.template().price().isKnown()).toList();
        return priced.isEmpty()
                ? options
                : Best.by(
                        Comparator.comparing(PriceExpander::cost, Comparator.reverseOrder()),
                        priced);
    }

    private static long cost(ExpansionOption option) {
        return option.template().price().microUsdPerHour() * option.nodes();
    }
}
