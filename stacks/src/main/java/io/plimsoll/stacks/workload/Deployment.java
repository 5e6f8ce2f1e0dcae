package io.plimsoll.stacks.workload;

import io.plimsoll.environment.Environment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An environment with what its stacks bring along.
 *
 * @param manifests that the stack applies, asked for where it does: they may still be in the making
 * @param checkout folder that the autoscaler's image is built from
 * @param kubectl archive of a Lambda layer with kubectl 1.35; empty where {@code npm ci} did not
 *     bring it
 */
public record Deployment(
        Environment environment,
        Supplier<List<Manifest>> manifests,
        String checkout,
        Optional<String> kubectl) {}
