package io.plimsoll.stacks.workload;

import io.plimsoll.environment.Environment;
import java.util.List;

/**
 * An environment with what its stacks bring along.
 *
 * @param manifests that the stack applies; none where somebody else does
 * @param checkout folder that the autoscaler's image is built from
 */
public record Deployment(Environment environment, List<Manifest> manifests, String checkout) {

    public Deployment {
        manifests = List.copyOf(manifests);
    }
}
