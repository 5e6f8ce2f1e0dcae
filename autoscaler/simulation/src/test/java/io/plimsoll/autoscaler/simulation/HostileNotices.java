package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Interruption.Kind;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.engine.port.InterruptionFeed.Notice;
import io.plimsoll.autoscaler.simulation.clock.VirtualClock;
import io.plimsoll.autoscaler.simulation.cloud.AutoScalingGroups;
import io.plimsoll.autoscaler.simulation.event.EventLog;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The queue of interruptions, in half of the worlds: each Spot interruption is told once or twice,
 * at once or late, or when its machine is gone; and now and then a rebalance recommendation comes
 * that nothing follows.
 */
final class HostileNotices {
    private static final Duration LAST_RECOMMENDATION = Duration.ofMinutes(50);
    private static final Duration SPOT = Duration.ofMinutes(2);

    private final VirtualClock clock;
    private final AutoScalingGroups cloud;

    /** Of its own, so that worlds without a queue stay as they were. */
    private final Random random;

    private final List<Sent> sent = new ArrayList<>();
    private int number;

    private record Sent(Instant visible, Notice notice) {}

    HostileNotices(VirtualClock clock, AutoScalingGroups cloud, EventLog journal, long seed) {
        this.clock = clock;
        this.cloud = cloud;
        this.random = new Random(seed * 31 + 7);
        if (random.nextBoolean()) {
            Instant last = clock.instant().plus(LAST_RECOMMENDATION);
            journal.listen(this::heard);
            recommendLater(last);
        }
    }

    List<Notice> visible() {
        return sent.stream()
                .filter(each -> !each.visible().isAfter(clock.instant()))
                .map(Sent::notice)
                .toList();
    }

    void settle(Notice notice) {
        sent.removeIf(each -> each.notice().equals(notice));
    }

    private void heard(WorldEvent event) {
        if (event instanceof WorldEvent.SpotInterrupted(Instant time, _, String instance)) {
            int copies = random.nextInt(4) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                boolean late = random.nextInt(4) == 0;
                send(
                        instance,
                        new Interruption(Kind.SPOT, time.plus(SPOT)),
                        Duration.ofSeconds(random.nextInt(late ? 300 : 5)));
            }
        }
    }

    private void recommendLater(Instant last) {
        clock.after(
                Duration.ofSeconds(60 + random.nextInt(1200)),
                () -> {
                    if (clock.instant().isBefore(last)) {
                        recommend();
                        recommendLater(last);
                    }
                });
    }

    private void recommend() {
        List<Instance> instances =
                cloud.nodeGroups().stream()
                        .map(NodeGroup::instances)
                        .flatMap(List::stream)
                        .toList();
        if (!instances.isEmpty()) {
            Instant by = clock.instant().plus(Duration.ofHours(1));
            send(
                    instances.get(random.nextInt(instances.size())).id(),
                    new Interruption(Kind.REBALANCE, by),
                    Duration.ZERO);
        }
    }

    private void send(String instance, Interruption interruption, Duration delay) {
        sent.add(
                new Sent(
                        clock.instant().plus(delay),
                        new Notice("m" + number++, List.of(instance), interruption)));
    }
}
