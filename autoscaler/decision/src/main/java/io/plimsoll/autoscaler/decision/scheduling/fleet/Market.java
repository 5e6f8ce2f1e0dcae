package io.plimsoll.autoscaler.decision.scheduling.fleet;

import io.plimsoll.autoscaler.decision.model.MachineSize;
import java.util.List;

/**
 * What may be opened.
 *
 * @param nodes how many at most, of all offers together
 * @param machines how large they may be together
 */
public record Market(List<Offer> offers, int nodes, MachineSize machines) {
    public Market {
        offers = List.copyOf(offers);
    }
}
