package io.plimsoll.autoscaler.decision.scaledown;

import io.plimsoll.autoscaler.decision.model.Fraction;
import java.util.Optional;

/**
 * How a node is used.
 *
 * @param utilization empty when the node says nothing of its CPU or memory
 * @param ofGpus it is GPUs that count
 * @param empty no pod would have to move
 * @param lasting holds as long as nothing changes on the node, whatever the time
 */
record NodeUse(Optional<Fraction> utilization, boolean ofGpus, boolean empty, boolean lasting) {}
