package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How pods share a node's CPU when they want more than there is: in proportion to their weights, as
 * the kernel does with {@code cpu.weight}, which the kubelet sets from CPU requests. What one pod
 * does not want goes to the others in the same proportion.
 */
public final class CpuShares {

    /** Of a pod without a request. */
    private static final long LEAST_WEIGHT = 2;

    private CpuShares() {}

    /**
     * @param requestMilliCpu its weight
     * @param nanoCpu what it would use alone, at most its limit
     */
    public record Claim(ObjectKey pod, long requestMilliCpu, long nanoCpu) {
        long weight() {
            return Math.max(LEAST_WEIGHT, requestMilliCpu);
        }

        Claim of(long otherNanoCpu) {
            return new Claim(pod, requestMilliCpu, otherNanoCpu);
        }
    }

    /** What each gets; no more than it wants, and together no more than {@code nanoCpu}. */
    static SortedMap<ObjectKey, Long> of(long nanoCpu, List<Claim> claims) {
        SortedMap<ObjectKey, Long> granted = new TreeMap<>();
        List<Claim> open = new ArrayList<>(claims);
        long left = nanoCpu;
        boolean someGotAll = true;
        while (someGotAll && !open.isEmpty()) {
            long weights = weights(open);
            long share = left;
            List<Claim> content =
                    open.stream()
                            .filter(claim -> claim.nanoCpu() <= part(share, claim, weights))
                            .toList();
            content.forEach(claim -> granted.put(claim.pod(), claim.nanoCpu()));
            left -= content.stream().mapToLong(Claim::nanoCpu).sum();
            someGotAll = open.removeAll(content);
        }
        long weights = weights(open);
        for (Claim claim : open) {
            granted.put(claim.pod(), part(left, claim, weights));
        }
        return granted;
    }

    private static long weights(List<Claim> claims) {
        return claims.stream().mapToLong(Claim::weight).sum();
    }

    private static long part(long nanoCpu, Claim claim, long weights) {
        return Math.multiplyExact(nanoCpu, claim.weight()) / weights;
    }
}
