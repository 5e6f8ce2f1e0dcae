package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cluster.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Nodes that break, in every other world: the monitoring agent says that the kernel is not well, or
 * the node itself is not ready any more, for minutes or for good; and now and then no kubelet is
 * heard for a while, as when the control plane fails. Pods run on meanwhile.
 */
final class Ailments {
    private static final Duration EACH = Duration.ofMinutes(8);
    private static final Duration LONGEST = Duration.ofMinutes(40);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(20);

    private final VirtualClock clock;
    private final SimulatedCluster cluster;

    /** Of its own, so that worlds without ailments stay as they were. */
    private final Random random;

    private final SortedMap<String, Node.Condition> ailing = new TreeMap<>();
    private Optional<Instant> silentSince = Optional.empty();
    private boolean on;

    Ailments(VirtualClock clock, SimulatedCluster cluster, long seed) {
        this.clock = clock;
        this.cluster = cluster;
        this.random = new Random(seed * 31 + 13);
    }

    void begin() {
        on = random.nextBoolean();
        if (on) {
            next();
        }
    }

    void end() {
        on = false;
        ailing.clear();
        silentSince = Optional.empty();
    }

    private void next() {
        clock.after(
                upTo(EACH),
                () -> {
                    if (on) {
                        strike();
                        next();
                    }
                });
    }

    private void strike() {
        if (random.nextInt(8) == 0) {
            silentSince = Optional.of(clock.instant());
            clock.after(upTo(LONGEST_SILENCE), () -> silentSince = Optional.empty());
            return;
        }
        List<Node> nodes = cluster.observe().nodes();
        if (nodes.isEmpty()) {
            return;
        }
        String name = nodes.get(random.nextInt(nodes.size())).name();
        Node.Condition condition =
                new Node.Condition(
                        random.nextBoolean() ? "KernelReady" : "Ready",
                        "False",
                        "",
                        clock.instant());
        ailing.put(name, condition);
        clock.after(upTo(LONGEST), () -> ailing.remove(name, condition));
    }

    private Duration upTo(Duration longest) {
        return Duration.ofSeconds(1 + random.nextLong(longest.toSeconds()));
    }

    /** Whether no kubelet is heard. */
    boolean isSilent() {
        return silentSince.isPresent();
    }

    boolean ails(String node) {
        return ailing.containsKey(node);
    }

    /** The cluster with what the nodes' conditions say now. */
    Cluster seen(Cluster cluster) {
        return ailing.isEmpty() && silentSince.isEmpty()
                ? cluster
                : cluster.with(cluster.nodes().stream().map(this::seen).toList(), cluster.pods());
    }

    private Node seen(Node node) {
        Optional<Node.Condition> condition =
                silentSince
                        .map(since -> new Node.Condition("Ready", "Unknown", "", since))
                        .or(() -> Optional.ofNullable(ailing.get(node.name())));
        return condition.map(said -> with(node, said)).orElse(node);
    }

    private static Node with(Node node, Node.Condition said) {
        return new Node(
                node.name(),
                node.metadata(),
                node.spec(),
                new Node.Status(
                        node.status().capacity(),
                        node.status().allocatable(),
                        Stream.concat(
                                        node.status().conditions().stream()
                                                .filter(other -> !other.type().equals(said.type())),
                                        Stream.of(said))
                                .toList()));
    }
}
