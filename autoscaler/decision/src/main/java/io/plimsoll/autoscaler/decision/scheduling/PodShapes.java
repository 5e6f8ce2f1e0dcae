package io.plimsoll.autoscaler.decision.scheduling;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives pods that are alike to the scheduler one shape. */
final class PodShapes {
    private final ResourceLayout layout;
    private final ShapeCompiler compiler;
    private final Map<PodShape.ShapeKey, PodShape> byKey = new HashMap<>();
    private final Map<Pod.NodePlacement, NodeRule> rules = new HashMap<>();
    private final List<PodShape> all = new ArrayList<>();

    PodShapes(ResourceLayout layout, ShapeCompiler compiler) {
        this.layout = layout;
        this.compiler = compiler;
    }

    PodShape of(Pod pod) {
        PodShape.ShapeKey key =
                new PodShape.ShapeKey(
                        pod.key().namespace(),
                        pod.metadata().labels(),
                        pod.spec().requests(),
                        pod.spec().constraints(),
                        life(pod));
        PodShape known = byKey.get(key);
        return known == null ? add(key) : known;
    }

    private PodShape add(PodShape.ShapeKey key) {
        NodeRule rule = rules.computeIfAbsent(key.constraints().node(), NodeRule::new);
        long[] requests = layout.vector(key.requests());
        // A pod is one pod, whatever it says of itself.
        requests[ResourceLayout.PODS] = 1;
        PodShape shape = new PodShape(all.size(), key, rule, requests);
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
