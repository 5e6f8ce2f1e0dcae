package io.plimsoll.autoscaler.decision.scaleup.expander;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Any of them, evenly. The loop's time is the seed, so that loops differ and the same loop decides
 * the same when it is replayed.
 */
final class RandomExpander implements Expander {

    private final Instant now;

    RandomExpander(Instant now) {
        this.now = now;
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public List<ExpansionOption> best(List<ExpansionOption> options) {
        int index = new SplittableRandom(now.toEpochMilli()).nextInt(options.size());
        return List.of(options.get(index));
    }
}
