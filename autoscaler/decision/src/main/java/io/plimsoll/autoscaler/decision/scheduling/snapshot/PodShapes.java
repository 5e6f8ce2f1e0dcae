package io.plimsoll.autoscaler.decision.scheduling.snapshot;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.scheduling.node.ResourceLayout;
import io.plimsoll.autoscaler.decision.scheduling.shape.NodeRule;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives pods that are alike to the scheduler one shape. */
public final class PodShapes {
    private final ResourceLayout layout;
    private final ShapeCompiler compiler;
    private final Map<PodShape.ShapeKey, PodShape> byKey = new HashMap<>();
    private final Map<Pod.NodePlacement, NodeRule> rules = new HashMap<>();
    private final List<PodShape> all = new ArrayList<>();
    private @Nullable PodShape last;
    private final IdentityHashMap<Pod, PodShape> remembered = new IdentityHashMap<>();

    PodShapes(ResourceLayout layout, ShapeCompiler compiler) {
        this.layout = layout;
        this.compiler = compiler;
    }

    /** Spares a pod that will be asked about again the long way to its shape. */
    void remember(Pod pod, PodShape shape) {
        remembered.put(pod, shape);
    }

    void forget(Pod pod) {
        remembered.remove(pod);
    }

    public int size() {
        return all.size();
    }

    PodShape of(Pod pod) {
        PodShape same = remembered.get(pod);
        return same == null ? find(pod) : same;
    }

    private PodShape find(Pod pod) {
        PodShape.ShapeKey key =
                new PodShape.ShapeKey(
                        pod.key().namespace(),
                        pod.metadata().labels(),
                        pod.spec().requests(),
                        pod.spec().constraints(),
                        life(pod));
        // Pods of one controller tend to come one after the other.
        PodShape recent = last;
        if (recent != null && key.equals(recent.key())) {
            return recent;
        }
        PodShape known = byKey.get(key);
        PodShape found = known == null ? add(key) : known;
        last = found;
        return found;
    }

    private PodShape add(PodShape.ShapeKey key) {
        NodeRule rule = rules.computeIfAbsent(key.constraints().node(), NodeRule::new);
        long[] requests = layout.vector(key.requests());
        // A pod is one pod, whatever it says of itself.
        requests[ResourceLayout.PODS] = 1;
        PodShape shape = new PodShape(key, rule, requests);
        byKey.put(key, shape);
        all.add(shape);
        compiler.compile(shape, all);
        return shape;
    }

    private static PodShape.Life life(Pod pod) {
        boolean terminating = pod.metadata().deletionTime().isPresent();
        boolean gated = !pod.spec().policy().gates().isEmpty();
        String owner = ownsClaims(pod) ? pod.metadata().uid() : "";
        return terminating || gated || !owner.isEmpty()
                ? new PodShape.Life(terminating, gated, owner)
                : PodShape.Life.PLAIN;
    }

    private static boolean ownsClaims(Pod pod) {
        for (PodVolume volume : pod.spec().constraints().volumes()) {
            if (volume instanceof PodVolume.Claim claim && claim.ephemeral()) {
                return true;
            }
        }
        return false;
    }
}
