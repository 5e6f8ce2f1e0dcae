package io.plimsoll.autoscaler.decision.scheduling;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * All that the scheduler sees of a pod; pods of one shape are alike to it (an equivalence group).
 * What a pod's coming or going counts for, and whose anti-affinity it meets, grows as other shapes
 * turn up.
 */
final class PodShape {
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

    PodShape(ShapeKey key, NodeRule nodeRule, long[] requests) {
        this.key = key;
        this.nodeRule = nodeRule;
        this.requests = requests;
        need = ResourceLayout.need(requests);
    }

    record ShapeKey(
            String namespace,
            SortedMap<String, String> labels,
            Resources requests,
            Pod.Constraints constraints,
            Life life) {
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
    record Life(boolean terminating, boolean gated, String owner) {
        static final Life PLAIN = new Life(false, false, "");
    }

    /**
     * @param self 1 if the pod counts among those it is spread from
     */
    record SpreadTerm(int maxSkew, int minDomains, SpreadCounter counter, int self) {}

    /**
     * @param counter pods that match all of the pod's affinity terms, by this term's topology
     */
    record AffinityTerm(DomainCounter counter, boolean selfMatching) {}

    ShapeKey key() {
        return key;
    }

    String namespace() {
        return key.namespace();
    }

    SortedMap<String, String> labels() {
        return key.labels();
    }

    Pod.Constraints constraints() {
        return key.constraints();
    }

    Life life() {
        return key.life();
    }

    NodeRule nodeRule() {
        return nodeRule;
    }

    long[] requests() {
        return requests;
    }

    long[] need() {
        return need;
    }

    List<SpreadTerm> spread() {
        return spread;
    }

    List<AffinityTerm> affinity() {
        return affinity;
    }

    /** One counter of matching pods for each of the pod's own terms. */
    List<DomainCounter> antiAffinity() {
        return antiAffinity;
    }

    /** Pods with an anti-affinity term that matches this pod, by the term's topology. */
    List<DomainCounter> antiAffinityOfOthers() {
        return antiAffinityOfOthers;
    }

    List<DomainCounter> countedBy() {
        return countedBy;
    }

    /** Whether there is anything to ask of a class of nodes beside cordon, taints and affinity. */
    boolean hasClassTerms() {
        return !spread.isEmpty()
                || !affinity.isEmpty()
                || !antiAffinity.isEmpty()
                || !antiAffinityOfOthers.isEmpty();
    }

    boolean hasClaims() {
        for (PodVolume volume : key.constraints().volumes()) {
            if (volume instanceof PodVolume.Claim) {
                return true;
            }
        }
        return false;
    }

    /** How many pods of this shape are bound. */
    int bound() {
        return bound;
    }

    void addBound(int change) {
        bound += change;
    }
}
