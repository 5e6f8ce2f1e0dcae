package io.plimsoll.demo.world;

import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import java.util.OptionalInt;

/**
 * A load that can be started.
 *
 * @param hpaMax the HPA's maximum while it runs; empty leaves it
 */
public record LoadProfile(String name, JobSpec job, OptionalInt hpaMax) {}
