package io.plimsoll.autoscaler.decision.scheduling.shape;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.node.ResourceLayout;
import io.plimsoll.autoscaler.decision.scheduling.topology.DomainCounter;
import io.plimsoll.autoscaler.decision.scheduling.topology.SpreadCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the scheduler sees of a pod; pods of one shape are alike to it (an equivalence group).
 * What a pod's coming or going counts for, and whose anti-affinity it meets, grows as other shapes
 * turn up.
 */
public final class PodShape {
    private final ShapeKey key;
    private final NodeRule nodeRule;
    private final long[] requests;
    private final long[] need;
    private final List<SpreadTerm> spread = new ArrayList<>();
    private final List<AffinityTerm> affinity = new ArrayList<>();
    private final List<DomainCounter> antiAffinity = new ArrayList<>();
    private final List<DomainCounter> antiAffinityOfOthers = new ArrayList<>();
    private final List<DomainCounter> countedBy = new ArrayList<>();
    private int bound;

    public PodShape(ShapeKey key, NodeRule nodeRule, long[] requests) {
        this.key = key;
        this.nodeRule = nodeRule;
        this.requests = requests;
        need = ResourceLayout.need(requests);
    }

    public record ShapeKey(
            String namespace,
            SortedMap<String, String> labels,
            Resources requests,
            Pod.Constraints constraints,
            Life life) {
        /** As in {@link ObjectKey}. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ShapeKey key
                    && namespace.equals(key.namespace)
                    && labels.equals(key.labels)
                    && requests.equals(key.requests)
                    && constraints.equals(key.constraints)
                    && life.equals(key.life);
        }

        /** Most pods share what they do not limit, which need not be gone through each time. */
        @Override
        public int hashCode() {
            int hash = 31 * namespace.hashCode() + labels.hashCode();
            hash = 31 * hash + Long.hashCode(requests.milliCpu());
            hash = 31 * hash + Long.hashCode(requests.memoryBytes());
            Pod.NodePlacement node = constraints.node();
            hash = 31 * hash + (node.equals(Pod.NodePlacement.ANY) ? 0 : node.hashCode());
            Pod.PodPlacement pods = constraints.pods();
            return 31 * hash + (pods.equals(Pod.PodPlacement.ANY) ? 0 : pods.hashCode());
        }
    }

    /**
     * @param terminating a pod on its way out does not count for topology spread
     * @param gated no node will do while the pod has scheduling gates
     * @param owner the pod's uid where its volumes ask for it, else empty
     */
    public record Life(boolean terminating, boolean gated, String owner) {
        public static final Life PLAIN = new Life(false, false, "");
    }

    /**
     * @param self 1 if the pod counts among those it is spread from
     */
    public record SpreadTerm(int maxSkew, int minDomains, SpreadCounter counter, int self) {}

    /**
     * @param counter pods that match all of the pod's affinity terms, by this term's topology
     */
    public record AffinityTerm(DomainCounter counter, boolean selfMatching) {}

    public ShapeKey key() {
        return key;
    }

    public String namespace() {
        return key.namespace();
    }

    public SortedMap<String, String> labels() {
        return key.labels();
    }

    public Pod.Constraints constraints() {
        return key.constraints();
    }

    public Life life() {
        return key.life();
    }

    public NodeRule nodeRule() {
        return nodeRule;
    }

    public long[] requests() {
        return requests;
    }

    public long[] need() {
        return need;
    }

    public List<SpreadTerm> spread() {
        return spread;
    }

    public List<AffinityTerm> affinity() {
        return affinity;
    }

    /** One counter of matching pods for each of the pod's own terms. */
    public List<DomainCounter> antiAffinity() {
        return antiAffinity;
    }

    /** Pods with an anti-affinity term that matches this pod, by the term's topology. */
    public List<DomainCounter> antiAffinityOfOthers() {
        return antiAffinityOfOthers;
    }

    public List<DomainCounter> countedBy() {
        return countedBy;
    }

    /** Whether there is anything to ask of a class of nodes beside cordon, taints and affinity. */
    public boolean hasClassTerms() {
        return !spread.isEmpty()
                || !affinity.isEmpty()
                || !antiAffinity.isEmpty()
                || !antiAffinityOfOthers.isEmpty();
    }

    public boolean hasClaims() {
        for (PodVolume volume : key.constraints().volumes()) {
            if (volume instanceof PodVolume.Claim) {
                return true;
            }
        }
        return false;
    }

    /** How many pods of this shape are bound. */
    public int bound() {
        return bound;
    }

    public void addBound(int change) {
        bound += change;
    }
}
