package io.plimsoll.checks;

import java.util.List;

/** An API server at which the whole internet may knock. */
final class ApiServerOpen implements Check {

    @Override
    public String id() {
        return EnvironmentChecks.API_SERVER_OPEN;
    }

    @Override
    public List<Finding> findings(Subject subject) {
        return subject.environment().cluster().options().access().publicAccessCidrs().stream()
                .filter(EnvironmentChecks::isEverybody)
                .map(cidr ->
                        new Finding(
                                id(),
                                Finding.Severity.ERROR,
                                "cluster.publicAccessCidrs lets %s reach the API server: everybody."
                                        .formatted(cidr),
                                "Name the networks that people work in, such as 203.0.113.0/24, or leave it out and reach the cluster from inside the VPC."))
                .toList();
    }
}
