package io.plimsoll.autoscaler.decision.scaledown.drainability;

import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.DrainOptions;
import java.time.Instant;

/** What drain rules look at beside the pod. */
public record DrainFacts(
        DrainOptions options, WorkloadIndex workloads, RemainingBudgets budgets, Instant now) {}
