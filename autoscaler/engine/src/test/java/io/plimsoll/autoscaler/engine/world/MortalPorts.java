package io.plimsoll.autoscaler.engine.world;

import io.plimsoll.autoscaler.decision.answer.Action.Sequel;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.InterruptionFeed;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.engine.port.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Ports of a process that ends in one of its calls: just before it is carried out, or after. */
public final class MortalPorts implements ClusterApi, CloudProvider, InterruptionFeed {
    private final Ports ports;
    private final int last;
    private final boolean carriedOut;
    private int calls;

    /**
     * @param last the call in which it ends, the first being 1
     * @param carriedOut whether that call is
     */
    public MortalPorts(Ports ports, int last, boolean carriedOut) {
        this.ports = ports;
        this.last = last;
        this.carriedOut = carriedOut;
    }

    /** The end of the process. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    public Ports ports() {
        return new Ports(this, this, this, ports.reporter(), ports.leadership());
    }

    private <T> T call(Supplier<T> call) {
        calls++;
        if (calls == last && !carriedOut) {
            throw new Died();
        }
        T answer = call.get();
        if (calls == last) {
            throw new Died();
        }
        return answer;
    }

    private void call(Runnable call) {
        boolean _ =
                call(() -> {
                    call.run();
                    return true;
                });
    }

    @Override
    public Cluster observe() {
        return call(ports.cluster()::observe);
    }

    @Override
    public List<Pod> podsOn(String node) {
        return call(() -> ports.cluster().podsOn(node));
    }

    @Override
    public void edit(Node seen, NodeEdit edit) {
        call(() -> ports.cluster().edit(seen, edit));
    }

    @Override
    public Eviction evict(ObjectKey pod, String uid, Duration gracePeriod) {
        return call(() -> ports.cluster().evict(pod, uid, gracePeriod));
    }

    @Override
    public List<NodeGroup> nodeGroups() {
        return call(ports.cloud()::nodeGroups);
    }

    @Override
    public void setTargetSize(String nodeGroup, int expected, int size) {
        call(() -> ports.cloud().setTargetSize(nodeGroup, expected, size));
    }

    @Override
    public void terminate(String nodeGroup, NodeGroup.Instance expected) {
        call(() -> ports.cloud().terminate(nodeGroup, expected));
    }

    @Override
    public void end(String nodeGroup, NodeGroup.Instance expected, Sequel sequel) {
        call(() -> ports.cloud().end(nodeGroup, expected, sequel));
    }

    @Override
    public List<Notice> notices() {
        return call(ports.interruptions()::notices);
    }

    @Override
    public void settle(Notice notice) {
        call(() -> ports.interruptions().settle(notice));
    }

    @Override
    public List<LaunchFailure> launchFailures(String nodeGroup, Instant since) {
        return call(() -> ports.cloud().launchFailures(nodeGroup, since));
    }
}
