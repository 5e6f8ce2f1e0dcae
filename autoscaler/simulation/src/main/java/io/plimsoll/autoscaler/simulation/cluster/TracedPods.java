package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import io.plimsoll.autoscaler.simulation.spec.TracedPod;
import io.plimsoll.autoscaler.simulation.spec.TracedPod.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes pods that come and go at known times, and makes those anew that were taken away before. */
final class TracedPods {
    /** All pods have one image: which one is not known. */
    private static final String IMAGE = "";

    private final Instant start;
    private final VirtualClock clock;
    private final ClusterObjects objects;
    private final PodFactory factory;
    private final Kubelets kubelets;
    private final Queue<TracedPod> toCome;

    /** What each pod stands for that is there now. */
    private final Map<ObjectKey, Life> lives = new TreeMap<>();

    private final SortedMap<String, Owned> owners = new TreeMap<>();
    private List<Workload> workloads = List.of();
    private boolean counted = true;

    TracedPods(
            List<TracedPod> pods,
            ClusterObjects objects,
            PodFactory factory,
            Kubelets kubelets,
            Schedule schedule) {
        this.clock = schedule.clock();
        this.start = clock.instant();
        this.objects = objects;
        this.factory = factory;
        this.kubelets = kubelets;
        this.toCome =
                new ArrayDeque<>(
                        pods.stream().sorted(Comparator.comparing(TracedPod::comes)).toList());
        if (!pods.isEmpty()) {
            schedule.journal().listen(this::hear);
            clock.after(Duration.ZERO, this::come);
        }
    }

    record Schedule(VirtualClock clock, EventLog journal) {}

    /** One pod of the trace, under whatever name it is there now. */
    private static final class Life {
        private final TracedPod traced;
        private Optional<ObjectKey> now = Optional.empty();
        private int made;

        Life(TracedPod traced) {
            this.traced = traced;
        }

        ObjectKey nextName() {
            String name = traced.pod().key().name();
            return new ObjectKey(
                    traced.pod().key().namespace(), made++ == 0 ? name : name + "-" + (made - 1));
        }
    }

    private record Owned(OwnerReference owner, String namespace, int count) {
        Owned with(int more) {
            return new Owned(owner, namespace, count + more);
        }
    }

    private void come() {
        Duration now = Duration.between(start, clock.instant());
        while (!toCome.isEmpty() && toCome.peek().comes().compareTo(now) <= 0) {
            Life life = new Life(toCome.remove());
            count(life, 1);
            create(life);
            if (life.traced.stays() instanceof Stay.Until(Optional<Duration> goes)) {
                goes.ifPresent(
                        end -> clock.at(start.plus(end), () -> life.now.ifPresent(this::end)));
            }
        }
        if (!toCome.isEmpty()) {
            clock.at(start.plus(toCome.peek().comes()), this::come);
        }
    }

    private void create(Life life) {
        ObjectKey key = life.nextName();
        while (objects.pod(key).isPresent()) {
            key = life.nextName();
        }
        life.now = Optional.of(key);
        lives.put(key, life);
        factory.create(key, origin(life.traced), life.traced.pod().controller());
    }

    private static PodOrigin origin(TracedPod traced) {
        ObjectKey key = traced.pod().key();
        OwnerReference owner =
                traced.pod()
                        .controller()
                        .orElseGet(
                                () -> new OwnerReference("v1", "Pod", key.name(), key.toString()));
        return new PodOrigin(
                key.namespace(),
                owner,
                new PodTemplate(traced.pod(), IMAGE, OptionalLong.empty()),
                Optional.empty());
    }

    private void hear(WorldEvent event) {
        switch (event) {
            case WorldEvent.Evicted e -> lost(e.pod());
            case WorldEvent.PodGone e -> lost(e.pod());
            case WorldEvent.PodRunning e -> began(e.pod());
            case WorldEvent.PodPending _,
                    WorldEvent.ScaleUp _,
                    WorldEvent.InstanceLaunched _,
                    WorldEvent.LaunchFailed _,
                    WorldEvent.SpotInterrupted _,
                    WorldEvent.NodeReady _,
                    WorldEvent.ScaleDown _,
                    WorldEvent.NodeGone _,
                    WorldEvent.HpaScaled _,
                    WorldEvent.LoadChanged _ -> {}
        }
    }

    /** Its controller makes another at once; nobody does for a bare pod. */
    private void lost(ObjectKey key) {
        Life life = lives.remove(key);
        if (life == null) {
            return;
        }
        life.now = Optional.empty();
        if (life.traced.pod().controller().isPresent()) {
            create(life);
        } else {
            count(life, -1);
        }
    }

    private void began(ObjectKey key) {
        Life life = lives.get(key);
        if (life != null && life.traced.stays() instanceof Stay.ForWork(Duration work)) {
            clock.after(work, () -> end(key));
        }
    }

    private void end(ObjectKey key) {
        Life life = lives.remove(key);
        if (life != null) {
            life.now = Optional.empty();
            count(life, -1);
            kubelets.remove(key);
        }
    }

    private void count(Life life, int more) {
        ObjectKey key = life.traced.pod().key();
        life.traced
                .pod()
                .controller()
                .ifPresent(owner -> {
                    Owned before =
                            owners.getOrDefault(owner.uid(), new Owned(owner, key.namespace(), 0));
                    Owned after = before.with(more);
                    if (after.count() == 0) {
                        owners.remove(owner.uid());
                    } else {
                        owners.put(owner.uid(), after);
                    }
                    counted = false;
                });
    }

    /** Their controllers, each with as many replicas as are wanted now. */
    List<Workload> workloads() {
        if (!counted) {
            counted = true;
            workloads =
                    owners.values().stream()
                            .map(owned ->
                                    new Workload(
                                            owned.owner().kind(),
                                            new ObjectKey(owned.namespace(), owned.owner().name()),
                                            owned.owner().uid(),
                                            owned.count(),
                                            Optional.empty()))
                            .toList();
        }
        return workloads;
    }
}
