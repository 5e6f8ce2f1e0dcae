package io.plimsoll.checks;

import io.plimsoll.environment.ClusterOptions.LoadBalancerController;
import io.plimsoll.environment.KongConfig.Exposure;
import java.util.List;
import java.util.Optional;

/** A Service that waits for a network load balancer which nothing makes. */
final class LoadBalancerWithoutController implements Check {

    @Override
    public String id() {
        return "load-balancer-without-controller";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Exposure exposure = subject.environment().workloads().kong().image().exposure();
        Optional<LoadBalancerController> controller =
                subject.environment()
                        .cluster()
                        .options()
                        .governance()
                        .lifetime()
                        .loadBalancerController();
        if (exposure == Exposure.CLUSTER || controller.isPresent()) {
            return List.of();
        }
        return List.of(
                new Finding(
                        id(),
                        Finding.Severity.ERROR,
                        "kong.exposure asks for a network load balancer, which the AWS Load Balancer Controller makes; nothing installs it or gives it a role.",
                        "Set cluster.loadBalancerController: helm for its role and the command that installs it, or external where it is there already."));
    }
}
