package io.plimsoll.demo.whatif;

import io.plimsoll.autoscaler.app.flight.FlightFolder;
import io.plimsoll.autoscaler.app.flight.FlightRecorder;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.autoscaler.simulation.spec.CloudFaults;
import io.plimsoll.autoscaler.simulation.spec.DaemonSetSpec;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.Timing;
import io.plimsoll.autoscaler.simulation.spec.TracedPod;
import io.plimsoll.autoscaler.simulation.spec.Workloads;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSettings.AutoscalerSettings;
import io.plimsoll.autoscaler.simulation.spec.WorldSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * A flight record of a busy cluster: eighty-five Deployments that follow day and week, and Jobs;
 * about a hundred nodes on an ordinary day.
 */
final class RecordedWeek {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final int DEPLOYMENTS = 85;
    private static final Duration LOOK = Duration.ofMinutes(3);

    private final Random random;
    private final Duration time;
    private final List<TracedPod> pods = new ArrayList<>();

    private RecordedWeek(Duration time, long seed) {
        this.time = time;
        this.random = new Random(seed);
    }

    /** Writes it. */
    static void into(FlightFolder folder, Duration time, long seed) {
        WorldSpec spec = new RecordedWeek(time, seed).spec();
        SimulatedWorld world = new SimulatedWorld(spec);
        FlightRecorder recorder =
                new FlightRecorder(
                        folder, spec.settings().autoscaler().options().decision(), List.of());
        world.onLoop(recorder::loopEnded);
        world.runFor(time);
    }

    private WorldSpec spec() {
        for (int number = 0; number < DEPLOYMENTS; number++) {
            deployment(number);
        }
        jobs();
        return new WorldSpec(
                List.of(
                        group("general", 4_000, 15L << 30, 192_000),
                        group("large", 16_000, 61L << 30, 768_000)),
                new Workloads(List.of(), daemonSets(), List.of(), List.of(), pods),
                List.of(),
                new WorldSettings(
                        MONDAY, Timing.DEFAULT, AutoscalerSettings.DEFAULT, CloudFaults.NONE),
                0);
    }

    private static List<DaemonSetSpec> daemonSets() {
        return List.of(
                new DaemonSetSpec(
                        new ObjectKey("kube-system", "agent"),
                        new PodTemplate(
                                pod("kube-system", "agent", Optional.empty(), 100, 128L << 20),
                                "agent",
                                OptionalLong.empty())));
    }

    private static SimulatedNodeGroup group(String name, long milliCpu, long memory, long price) {
        Resources all = new Resources(milliCpu, memory, 80L << 30, 58, new TreeMap<>());
        return new SimulatedNodeGroup(
                name,
                new NodeGroup.Size(0, 150, name.equals("general") ? 75 : 0),
                new SimulatedNodeGroup.Machine(
                        name,
                        new NodeTemplate(
                                new Node(
                                        name,
                                        Metadata.NONE,
                                        new Node.Spec("", false, List.of()),
                                        new Node.Status(all, all, List.of())),
                                new Price(price)),
                        List.of("eu-west-1a", "eu-west-1b", "eu-west-1c")),
                NodeGroupOptions.NONE,
                true);
    }

    /** Its replicas follow the time of day, the day of the week and a whim of its own. */
    private void deployment(int number) {
        String name = "service-%02d".formatted(number);
        OwnerReference owner = new OwnerReference("apps/v1", "ReplicaSet", name, "uid-" + name);
        long milliCpu = List.of(100, 250, 500, 1000, 1500).get(random.nextInt(5));
        long memory = (milliCpu * (1 + random.nextInt(4))) << 20;
        double most = 4 + random.nextInt(28);
        Deque<Come> there = new ArrayDeque<>();
        int made = 0;
        for (Duration at = Duration.ZERO; at.compareTo(time) < 0; at = at.plus(LOOK)) {
            double hour = at.toMinutes() / 60.0 + (number % 5);
            double day = (1 - Math.cos(2 * Math.PI * hour / 24)) / 2;
            double week = at.toDays() % 7 >= 5 ? 0.5 : 1;
            double whim = 0.93 + 0.14 * random.nextDouble();
            int wanted = (int) Math.max(2, most * (0.35 + 0.65 * day * week) * whim);
            Duration jitter = Duration.ofSeconds(random.nextInt(60));
            while (there.size() < wanted) {
                there.add(
                        new Come(
                                pod(
                                        "shop",
                                        name + "-" + made++,
                                        Optional.of(owner),
                                        milliCpu,
                                        memory),
                                at.plus(at.isZero() ? Duration.ZERO : jitter)));
            }
            // An HPA waits before it scales down; here the whim has to be large enough.
            while (there.size() > wanted * 1.15 + 1) {
                stay(there.removeLast(), Optional.of(at.plus(jitter)));
            }
        }
        there.forEach(come -> stay(come, Optional.empty()));
    }

    private record Come(Pod pod, Duration at) {}

    private void stay(Come come, Optional<Duration> goes) {
        pods.add(new TracedPod(come.pod(), come.at(), new TracedPod.Stay.Until(goes)));
    }

    /** About one a minute, of some minutes' work; each night a hundred together. */
    private void jobs() {
        int made = 0;
        for (long minute = 1; minute < time.toMinutes(); minute++) {
            int coming = random.nextInt(3) + (minute % 1440 == 120 ? 100 : 0);
            for (int each = 0; each < coming; each++) {
                String name = "job-" + made++;
                OwnerReference owner = new OwnerReference("batch/v1", "Job", name, "uid-" + name);
                pods.add(
                        new TracedPod(
                                pod("batch", name, Optional.of(owner), 1000, 2L << 30),
                                Duration.ofMinutes(minute),
                                new TracedPod.Stay.ForWork(
                                        Duration.ofSeconds(60 + random.nextInt(1200)))));
            }
        }
    }

    private static Pod pod(
            String namespace,
            String name,
            Optional<OwnerReference> owner,
            long milliCpu,
            long memoryBytes) {
        Resources asked = Resources.ofPod(milliCpu, memoryBytes);
        return new Pod(
                new ObjectKey(namespace, name),
                Metadata.NONE,
                owner,
                new Pod.Spec(
                        Optional.empty(), asked, asked, Pod.Constraints.NONE, Pod.Policy.DEFAULT),
                Pod.Status.PENDING);
    }
}
