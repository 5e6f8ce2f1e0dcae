package io.plimsoll.stacks.workload;

import io.plimsoll.environment.Environment;
import java.util.List;
import java.util.function.Supplier;

/**
 * An environment with what its stacks bring along.
 *
 * @param manifests that the stack applies, asked for where it does: they may still be in the making
 * @param checkout folder that the autoscaler's image is built from
 */
public record Deployment(
        Environment environment, Supplier<List<Manifest>> manifests, String checkout) {}
