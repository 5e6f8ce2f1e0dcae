package io.plimsoll.checks;

import io.plimsoll.environment.KongConfig.Mode;
import io.plimsoll.environment.VpcConfig;
import java.util.List;

/** A data plane of Konnect that no route leads to Konnect from. */
final class KonnectWithoutWayOut implements Check {

    @Override
    public String id() {
        return "konnect-without-way-out";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        boolean konnect = subject.environment().workloads().kong().mode() == Mode.KONNECT;
        if (!konnect
                || !(subject.environment().vpc() instanceof VpcConfig.New vpc)
                || vpc.natGateways() > 0
                || !vpc.privateAccess().privateLinks().isEmpty()) {
            return List.of();
        }
        return List.of(
                new Finding(
                        id(),
                        Finding.Severity.ERROR,
                        "Kong reaches no *.konghq.com: the VPC has neither a NAT gateway nor an endpoint of Konnect's.",
                        "Name Konnect's endpoint service of the region in vpc.privateLinks and its private host names in kong.konnect, or set vpc.natGateways."));
    }
}
