package io.plimsoll.checks;

import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.Exposure;
import java.util.List;

/** A load balancer on the Internet of which nobody has said who may come. */
final class LoadBalancerOpen implements Check {

    @Override
    public String id() {
        return "load-balancer-open";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        KongConfig kong = subject.environment().workloads().kong();
        boolean open =
                kong.image().exposure() == Exposure.PUBLIC_NLB
                        && kong.image().sourceRanges().isEmpty();
        return open
                ? List.of(
                        new Finding(
                                id(),
                                Finding.Severity.WARNING,
                                "kong.exposure puts Kong on the Internet, and everybody may call it.",
                                "Name your clients' networks in kong.sourceRanges, or 0.0.0.0/0 where the API is for everybody."))
                : List.of();
    }
}
