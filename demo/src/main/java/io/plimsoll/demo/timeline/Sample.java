package io.plimsoll.demo.timeline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state at one moment.
 *
 * @param t seconds of virtual time since the story's start
 * @param replicas pods of the Kong Deployment that are there, Pending ones too, as {@code kubectl
 *     get hpa} counts
 * @param desiredReplicas what the HPA wants
 * @param pending pods of any kind that no node has taken
 * @param nodes Ready nodes of each node group
 * @param desired desired capacity of each node group
 * @param cpuUtilization of Kong's request in percent, as the HPA last read it
 */
public record Sample(
        BigDecimal t,
        int replicas,
        int desiredReplicas,
        int pending,
        SortedMap<String, Integer> nodes,
        SortedMap<String, Integer> desired,
        int cpuUtilization,
        BigDecimal usdPerHour,
        @JsonUnwrapped Service service) {

    /**
     * What becomes of the requests to Kong.
     *
     * @param requestsPerSecond that clients mean to send
     * @param servedPerSecond of them; the others are not sent, or dropped
     * @param latencyMillis mean time of a served request; null while none is served
     * @param cpuUsed by Kong's pods, in CPUs, right now
     * @param cpuThere vCPUs of the nodes that they run on
     */
    public record Service(
            long requestsPerSecond,
            long servedPerSecond,
            @Nullable BigDecimal latencyMillis,
            BigDecimal cpuUsed,
            BigDecimal cpuThere) {
        public static final Service NONE =
                new Service(0, 0, null, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    public Sample {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
    }
}
