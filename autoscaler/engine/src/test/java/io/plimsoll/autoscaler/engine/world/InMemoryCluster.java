package io.plimsoll.autoscaler.engine.world;

import io.plimsoll.autoscaler.decision.model.Brake;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ClusterView;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Nodes and pods that change at once, unless a test makes them lag or fail. */
public final class InMemoryCluster implements ClusterApi {
    private final InstantSource clock;
    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final SortedMap<ObjectKey, Pod> pods = new TreeMap<>();
    private final Set<ObjectKey> protectedPods = new HashSet<>();
    private final List<ObjectKey> evicted = new ArrayList<>();
    private Optional<Cluster> staleView = Optional.empty();
    private ClusterView view = ClusterView.COMPLETE;
    private Brake brake = Brake.RELEASED;
    private boolean refusing;
    private boolean evictionsForbidden;
    private boolean editsForbidden;

    public InMemoryCluster(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Cluster observe() {
        failIfRefusing();
        return staleView.orElseGet(this::current).with(view).with(brake);
    }

    public void pullBrake(String why) {
        brake = new Brake.Pulled(why);
    }

    public void releaseBrake() {
        brake = Brake.RELEASED;
    }

    /** From now on what is observed says that so much could not be seen. */
    public void seenAs(ClusterView unclear) {
        view = unclear;
    }

    @Override
    public List<Pod> podsOn(String node) {
        failIfRefusing();
        return pods.values().stream()
                .filter(pod -> pod.spec().nodeName().filter(node::equals).isPresent())
                .toList();
    }

    @Override
    public void edit(Node seen, NodeEdit edit) {
        failIfRefusing();
        if (editsForbidden) {
            throw new ClusterException(ClusterException.Category.FORBIDDEN, "edits are forbidden");
        }
        Node now = nodes.get(seen.name());
        if (now == null && edit.put().isEmpty()) {
            return;
        }
        if (now != null && edit.of(now).equals(now)) {
            return;
        }
        if (now == null || !edit.isExpected(seen, now)) {
            throw new ClusterException(
                    ClusterException.Category.CHANGED, seen.name() + " is not as it was seen");
        }
        nodes.put(seen.name(), edit.of(now));
    }

    @Override
    public Eviction evict(ObjectKey key, String uid, Duration gracePeriod) {
        failIfRefusing();
        Pod pod = pods.get(key);
        if (pod == null || !pod.metadata().uid().equals(uid)) {
            return Eviction.NOT_FOUND;
        }
        if (evictionsForbidden) {
            throw new ClusterException(
                    ClusterException.Category.FORBIDDEN, "evictions are forbidden");
        }
        if (protectedPods.contains(key)) {
            return Eviction.BLOCKED_BY_BUDGET;
        }
        evicted.add(key);
        Metadata old = pod.metadata();
        Metadata leaving =
                new Metadata(
                        old.uid(),
                        old.labels(),
                        old.annotations(),
                        old.creationTime(),
                        Optional.of(clock.instant().plus(gracePeriod)));
        pods.put(key, new Pod(key, leaving, pod.controller(), pod.spec(), pod.status()));
        return Eviction.ACCEPTED;
    }

    public void add(Node node) {
        nodes.put(node.name(), node);
    }

    public void add(Pod pod) {
        pods.put(pod.key(), pod);
    }

    public void removeNode(String name) {
        nodes.remove(name);
    }

    public void removePod(ObjectKey key) {
        pods.remove(key);
    }

    /** No budget allows this pod to go. */
    public void protect(ObjectKey key) {
        protectedPods.add(key);
    }

    public void forbidEvictions() {
        evictionsForbidden = true;
    }

    public void forbidEdits() {
        editsForbidden = true;
    }

    public void unprotect(ObjectKey key) {
        protectedPods.remove(key);
    }

    /** From now on, the caches show the world as it is at this moment. */
    public void freezeCaches() {
        staleView = Optional.of(current());
    }

    public void thawCaches() {
        staleView = Optional.empty();
    }

    public void refuse(boolean refuses) {
        refusing = refuses;
    }

    public Node node(String name) {
        return Optional.ofNullable(nodes.get(name)).orElseThrow();
    }

    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    public List<Pod> pods() {
        return List.copyOf(pods.values());
    }

    public List<ObjectKey> evicted() {
        return List.copyOf(evicted);
    }

    private Cluster current() {
        return new Cluster(
                List.copyOf(nodes.values()),
                List.copyOf(pods.values()),
                new Cluster.Controllers(List.of(World.REPLICA_SET), List.of()),
                Storage.NONE,
                Cluster.Namespaces.NONE);
    }

    private void failIfRefusing() {
        if (refusing) {
            throw new ClusterException(
                    ClusterException.Category.UNAVAILABLE, "the API server is away");
        }
    }
}
