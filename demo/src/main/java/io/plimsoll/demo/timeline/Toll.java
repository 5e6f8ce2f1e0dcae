package io.plimsoll.demo.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a time cost.
 *
 * @param usd for all instances
 * @param pendingPodSeconds how long pods were without a node, all together
 * @param evictions of pods, by the autoscaler; empty where nobody counted
 * @param nodesReplaced by cheaper ones, by the autoscaler; empty where nobody counted
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Toll(
        BigDecimal usd,
        BigDecimal pendingPodSeconds,
        Optional<Integer> evictions,
        Optional<Integer> nodesReplaced) {}
