package io.plimsoll.autoscaler.decision;

import static io.plimsoll.autoscaler.decision.world.Traits.aged;
import static io.plimsoll.autoscaler.decision.world.Traits.app;
import static io.plimsoll.autoscaler.decision.world.Traits.bare;
import static io.plimsoll.autoscaler.decision.world.Traits.cordoned;
import static io.plimsoll.autoscaler.decision.world.Traits.cpu;
import static io.plimsoll.autoscaler.decision.world.Traits.label;
import static io.plimsoll.autoscaler.decision.world.Traits.max;
import static io.plimsoll.autoscaler.decision.world.Traits.memory;
import static io.plimsoll.autoscaler.decision.world.Traits.min;
import static io.plimsoll.autoscaler.decision.world.Traits.notReady;
import static io.plimsoll.autoscaler.decision.world.Traits.priority;
import static io.plimsoll.autoscaler.decision.world.Traits.spreadOver;
import static io.plimsoll.autoscaler.decision.world.Traits.tainted;
import static io.plimsoll.autoscaler.decision.world.Traits.target;
import static io.plimsoll.autoscaler.decision.world.Traits.tolerating;

import io.plimsoll.autoscaler.decision.world.GroupTrait;
import io.plimsoll.autoscaler.decision.world.NodeTrait;
import io.plimsoll.autoscaler.decision.world.Options;
import io.plimsoll.autoscaler.decision.world.PodTrait;
import io.plimsoll.autoscaler.decision.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A world made of a seed: a few groups, nodes, running and pending pods, budgets. */
final class RandomWorlds {

    private static final List<String> APPS = List.of("api", "feed", "mail", "web");
    private static final List<String> EXPANDERS =
            List.of("random", "most-pods", "least-waste", "least-nodes", "price");

    private static final List<String> TOPOLOGIES =
            List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone");

    private final Random random;
    private final World world = World.cluster();
    private final List<String> nodes = new ArrayList<>();

    private RandomWorlds(long seed) {
        random = new Random(seed);
    }

    static World of(long seed) {
        RandomWorlds worlds = new RandomWorlds(seed);
        worlds.fill();
        return worlds.world;
    }

    private void fill() {
        world.options(
                chance(30)
                        ? Options.balanced()
                        : Options.expanders(pick(EXPANDERS), pick(EXPANDERS)));
        int groups = 1 + random.nextInt(4);
        for (int number = 0; number < groups; number++) {
            addGroup("group-" + number);
        }
        int pods = nodes.isEmpty() ? 0 : random.nextInt(nodes.size() * 4);
        for (int number = 0; number < pods; number++) {
            world.pod("running-" + number, pick(nodes), podTraits());
        }
        world.daemonSet("agent", cpu("100m"), tolerating("dedicated"));
        for (String app : APPS) {
            world.pendingPods(app, random.nextInt(12), podTraits(app));
            if (chance(30)) {
                world.budget(app, random.nextInt(3));
            }
        }
        if (chance(25)) {
            world.options(Options.expanders("cheapest-mix"));
        }
    }

    private void addGroup(String name) {
        int cores = 1 << (1 + random.nextInt(3));
        int size = random.nextInt(6);
        List<GroupTrait> traits = new ArrayList<>();
        traits.add(cpu(String.valueOf(cores)));
        traits.add(memory(cores * (2 + random.nextInt(3)) + "Gi"));
        traits.add(min(random.nextInt(size + 1)));
        traits.add(max(size + random.nextInt(6)));
        traits.add(label("topology.kubernetes.io/zone", pick(List.of("a", "b", "c"))));
        if (chance(30)) {
            traits.add(tainted("dedicated"));
        }
        if (chance(20)) {
            traits.add(target(size + 1));
        }
        world.group(name, traits.toArray(GroupTrait[]::new));
        for (int number = 0; number < size; number++) {
            String node = name + "-" + number;
            world.node(node, nodeTraits());
            nodes.add(node);
        }
    }

    private NodeTrait[] nodeTraits() {
        if (chance(5)) {
            return new NodeTrait[] {notReady(Duration.ofMinutes(random.nextInt(60)))};
        }
        return chance(5) ? new NodeTrait[] {cordoned()} : new NodeTrait[0];
    }

    private PodTrait[] podTraits() {
        return podTraits(pick(APPS));
    }

    private PodTrait[] podTraits(String app) {
        List<PodTrait> traits = new ArrayList<>();
        traits.add(app(app));
        traits.add(cpu((50 + 50 * random.nextInt(30)) + "m"));
        traits.add(memory((64 << random.nextInt(6)) + "Mi"));
        if (chance(50)) {
            traits.add(tolerating("dedicated"));
        }
        if (chance(10)) {
            traits.add(bare());
        }
        if (chance(10)) {
            traits.add(priority(random.nextInt(40) - 20));
        }
        if (chance(20)) {
            traits.add(spreadOver(pick(TOPOLOGIES), app));
        }
        if (chance(10)) {
            traits.add(aged(Duration.ofSeconds(random.nextInt(5))));
        }
        return traits.toArray(PodTrait[]::new);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
