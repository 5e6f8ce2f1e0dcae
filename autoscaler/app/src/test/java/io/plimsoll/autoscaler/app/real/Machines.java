package io.plimsoll.autoscaler.app.real;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/**
 * What AWS's machines and the cloud controller do meanwhile: an instance that was launched
 * registers once, unless it is broken, and the node of one that is gone goes too.
 */
final class Machines implements AutoCloseable {

    private static final long PERIOD_MILLIS = 300;

    private final Cluster cluster;
    private final List<KongGroup> groups;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile boolean held;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Machines(Cluster cluster, KongGroup... groups) {
        this.cluster = cluster;
        this.groups = List.of(groups);
        var _ = clock.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Until the answer is closed no instance registers. */
    HostileStage.InForce hold() {
        held = true;
        return () -> held = false;
    }

    /** As many of the next instances run, and never register. */
    void breakNext(int count) {
        broken.set(count);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        try {
            List<String> nodes = cluster.nodes();
            List<String> instances = new ArrayList<>();
            known.addAll(nodes);
            for (KongGroup group : groups) {
                List<String> launched = group.instances();
                launched.stream()
                        .filter(instance -> !held && !known.contains(instance))
                        .forEach(instance -> boot(instance, group.type()));
                instances.addAll(launched);
            }
            nodes.stream().filter(node -> !instances.contains(node)).forEach(cluster::leave);
            cluster.collectGarbage();
        } catch (KubernetesClientException | SdkException unreachable) {
            // The next look may find an answer.
        }
    }

    private void boot(String instance, InstanceType type) {
        if (broken.getAndUpdate(count -> Math.max(0, count - 1)) == 0) {
            cluster.join(instance, type);
        }
        known.add(instance);
    }
}
