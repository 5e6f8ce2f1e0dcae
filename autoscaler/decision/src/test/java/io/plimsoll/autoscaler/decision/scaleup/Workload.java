package io.plimsoll.autoscaler.decision.scaleup;

import static io.plimsoll.autoscaler.decision.world.Traits.app;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.label;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.memory;
import static io.plimsoll.autoscaler.decision.world.Traits.onlyOn;
import static io.plimsoll.autoscaler.decision.world.Traits.spreadOver;
import static io.plimsoll.autoscaler.decision.world.Traits.usdPerHour;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.world.PodTrait;
import io.plimsoll.autoscaler.decision.world.World;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Machines as EC2 offers them, of a family or three and of several sizes, and pods of a few kinds
 * that wait for them. Prices grow with the size, but for a few percent.
 *
 * @param agentMilliCpu what a DaemonSet's pod takes of each node
 */
record Workload(List<Machine> machines, List<Kind> kinds, long agentMilliCpu) {

    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final List<String> ZONES = List.of("a", "b", "c");
    private static final int MOST = 100;

    /** GiB for each CPU, and millionths of a dollar an hour for that. */
    private record Family(int gib, int microUsd) {}

    private static final List<Family> FAMILIES =
            List.of(new Family(2, 42_500), new Family(4, 48_000), new Family(8, 63_000));

    record Machine(String group, long milliCpu, long memoryMib, long microUsd, String zone) {}

    /**
     * @param zone where its pods must run; empty for anywhere
     * @param spread over zones, one more at most
     */
    record Kind(
            String app, int count, long milliCpu, long memoryMib, String zone, boolean spread) {}

    /**
     * @param constrained some pods want a zone, or to be spread over zones; without that there are
     *     few enough for the least cost to be found
     */
    static Workload of(long seed, boolean constrained) {
        Random random = new Random(seed);
        List<Machine> machines = new ArrayList<>();
        Set<String> groups = new HashSet<>();
        int wanted = 2 + random.nextInt(5);
        while (machines.size() < wanted) {
            int family = random.nextInt(FAMILIES.size());
            int cores = 2 << random.nextInt(4);
            String zone = constrained ? ZONES.get(random.nextInt(ZONES.size())) : "a";
            String group = "f%d-%d-%s".formatted(family, cores, zone);
            if (groups.add(group)) {
                machines.add(machine(group, FAMILIES.get(family), cores, zone, random));
            }
        }
        List<Kind> kinds = new ArrayList<>();
        int count = 1 + random.nextInt(constrained ? 4 : 3);
        for (int number = 0; number < count; number++) {
            kinds.add(kind("app-" + number, constrained, random));
        }
        return new Workload(machines, kinds, 50L * random.nextInt(6));
    }

    private static Machine machine(
            String group, Family family, int cores, String zone, Random random) {
        long reservedMib = 300 + 100L * random.nextInt(5);
        long price = (long) family.microUsd() * cores * (97 + random.nextInt(7)) / 100;
        return new Machine(
                group, 1000L * cores - 80, 1024L * family.gib() * cores - reservedMib, price, zone);
    }

    private static Kind kind(String app, boolean constrained, Random random) {
        long milliCpu = 100L * (1 + random.nextInt(18));
        long memoryMib = 128L << random.nextInt(6);
        int fate = constrained ? random.nextInt(10) : 9;
        String zone = fate < 2 ? ZONES.get(random.nextInt(ZONES.size())) : "";
        return new Kind(
                app,
                1 + random.nextInt(constrained ? 12 : 9),
                milliCpu,
                Math.min(memoryMib, 3000),
                zone,
                fate >= 2 && fate < 5);
    }

    World world(AutoscalingOptions options) {
        World world = World.cluster().options(options);
        for (Machine machine : machines) {
            world.group(
                    machine.group(),
                    cpu(machine.milliCpu() + "m"),
                    memory(machine.memoryMib() + "Mi"),
                    max(MOST),
                    label(ZONE, machine.zone()),
                    usdPerHour(BigDecimal.valueOf(machine.microUsd(), 6).toPlainString()));
        }
        if (agentMilliCpu > 0) {
            world.daemonSet("agent", cpu(agentMilliCpu + "m"));
        }
        for (Kind kind : kinds) {
            List<PodTrait> traits = new ArrayList<>();
            traits.add(cpu(kind.milliCpu() + "m"));
            traits.add(memory(kind.memoryMib() + "Mi"));
            traits.add(app(kind.app()));
            if (!kind.zone().isEmpty()) {
                traits.add(onlyOn(ZONE, kind.zone()));
            }
            if (kind.spread()) {
                traits.add(spreadOver(ZONE, kind.app()));
            }
            world.pendingPods(kind.app(), kind.count(), traits.toArray(PodTrait[]::new));
        }
        return world;
    }

    /**
     * What a decision comes to.
     *
     * @param served pods that get a place
     */
    record Outcome(int served, long microUsd) {}

    Outcome decide(AutoscalingOptions options) {
        Decision decision = world(options).decide();
        long cost = 0;
        for (Machine machine : machines) {
            cost +=
                    machine.microUsd()
                            * decision.scaleUps().stream()
                                    .filter(each -> each.nodeGroup().equals(machine.group()))
                                    .mapToInt(each -> each.to() - each.from())
                                    .sum();
        }
        int served =
                (int)
                        decision.pods().stream()
                                .filter(pod ->
                                        pod instanceof PodVerdict.TriggersScaleUp
                                                || pod instanceof PodVerdict.FitsExistingNode)
                                .count();
        return new Outcome(served, cost);
    }
}
