package io.plimsoll.autoscaler.app.shadow;

import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds up, loop by loop, what was done and what a dry run would have done. What holds in one loop
 * is taken to hold until the next. Confined to one thread.
 *
 * <p>The dry run is held against the cluster as the other autoscaler makes it, at each moment anew:
 * its nodes are those that are there, those that it would have ordered by now, and without those
 * that it would have taken away by now. A pod waits as long as it does, without the time for which
 * the dry run had ordered its node and the other one had not: nodes start as fast for either.
 */
final class Reckoning {

    /** Whoever did not look for longer knows nothing of the time between. */
    private static final Duration LONGEST_BLINK = Duration.ofMinutes(5);

    private static final Set<String> BEING_REMOVED =
            Set.of(TransientTaints.TO_BE_DELETED, "karpenter.sh/disrupted");

    private ShadowRecord record;
    private Optional<Moment> last = Optional.empty();
    private Set<String> evicted = Set.of();

    Reckoning(ShadowRecord before) {
        this.record = before;
    }

    private record Moment(Instant time, Fleet fleet, Standing standing, Waiting waiting) {}

    /**
     * @param all pods that wait for a node
     * @param ordered those of them for which the dry run would have ordered one by now
     */
    private record Waiting(int all, int ordered) {
        static Waiting of(Decision decision) {
            int all = 0;
            int ordered = 0;
            for (PodVerdict verdict : decision.pods()) {
                switch (verdict) {
                    case PodVerdict.Ignored _ -> {}
                    case PodVerdict.TriggersScaleUp _ -> {
                        all++;
                        ordered++;
                    }
                    case PodVerdict.FitsExistingNode _,
                            PodVerdict.Unschedulable _,
                            PodVerdict.AwaitsEvaluation _ ->
                            all++;
                }
            }
            return new Waiting(all, ordered);
        }
    }

    ShadowRecord record() {
        return record;
    }

    /** A loop that could not observe or decide ends what is known. */
    void add(LoopReport report) {
        if (!report.isSuccess() || report.observation().cluster().view().isStale()) {
            last.ifPresent(before -> addTime(before, report.time()));
            last = Optional.empty();
            return;
        }
        Observation seen = report.observation();
        Moment now =
                new Moment(
                        report.time(),
                        Fleet.of(seen),
                        Standing.of(seen, report.decision()),
                        Waiting.of(report.decision()));
        Set<String> leaving = leaving(seen);
        last.ifPresentOrElse(
                before -> {
                    addTime(before, now.time());
                    addCounts(before, now, seen, leaving);
                },
                () ->
                        add(
                                now.time(),
                                Ledger.EMPTY,
                                now.standing().since(Standing.NOTHING, targets(seen))));
        evicted = leaving;
        last = Optional.of(now);
    }

    private void addCounts(Moment before, Moment now, Observation seen, Set<String> leaving) {
        Set<String> came = new HashSet<>(now.fleet().machines().keySet());
        came.removeAll(before.fleet().machines().keySet());
        Set<String> went = new HashSet<>(before.fleet().machines().keySet());
        went.removeAll(now.fleet().machines().keySet());
        Set<String> asked = new HashSet<>(leaving);
        asked.removeAll(evicted);
        add(
                now.time(),
                Ledger.counted(came.size(), went.size(), asked.size()),
                now.standing().since(before.standing(), targets(seen)));
    }

    /** Midnight ends one day and begins another. */
    private void addTime(Moment from, Instant until) {
        if (Duration.between(from.time(), until).compareTo(LONGEST_BLINK) > 0) {
            return;
        }
        Instant midnight = day(from.time()).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        if (until.isAfter(midnight)) {
            addTime(from, from.time(), midnight);
            addTime(from, midnight, until);
        } else {
            addTime(from, from.time(), until);
        }
    }

    private void addTime(Moment moment, Instant from, Instant until) {
        long millis = Duration.between(from, until).toMillis();
        Fleet fleet = moment.fleet();
        Standing standing = moment.standing();
        long nodes = fleet.machines().size();
        long price = fleet.microUsdPerHour();
        long otherNodes = nodes;
        long otherPrice = price;
        for (Map.Entry<String, Integer> order : standing.extra().entrySet()) {
            otherNodes += order.getValue();
            otherPrice += order.getValue() * fleet.priceOf(order.getKey());
        }
        for (String gone : standing.providerIds().values()) {
            Long saved = fleet.machines().get(gone);
            if (saved != null) {
                otherNodes--;
                otherPrice -= saved;
            }
        }
        Waiting waiting = moment.waiting();
        ShadowDay more =
                new ShadowDay(
                        millis,
                        time(nodes, price, waiting.all(), millis),
                        time(otherNodes, otherPrice, waiting.all() - waiting.ordered(), millis),
                        fleet.unpriced());
        record = record.plus(day(from), more);
    }

    private static Ledger time(long nodes, long price, long pods, long millis) {
        return new Ledger(0, 0, 0, nodes * millis, price * millis, pods * millis);
    }

    private void add(Instant time, Ledger done, Ledger would) {
        record = record.plus(day(time), new ShadowDay(0, done, would, ShadowDay.EMPTY.unpriced()));
    }

    /** Pods that go because their node does: uids. */
    private static Set<String> leaving(Observation seen) {
        Set<String> nodes =
                seen.cluster().nodes().stream()
                        .filter(Reckoning::isBeingRemoved)
                        .map(Node::name)
                        .collect(Collectors.toSet());
        return seen.cluster().pods().stream()
                .filter(pod -> pod.metadata().deletionTime().isPresent())
                .filter(pod -> pod.spec().nodeName().filter(nodes::contains).isPresent())
                .filter(pod -> !pod.isDaemon() && !pod.isMirror() && !pod.isTerminal())
                .map(Pod::metadata)
                .map(metadata -> metadata.uid())
                .collect(Collectors.toSet());
    }

    private static boolean isBeingRemoved(Node node) {
        return node.spec().taints().stream().anyMatch(taint -> BEING_REMOVED.contains(taint.key()));
    }

    private static Map<String, Integer> targets(Observation seen) {
        return seen.nodeGroups().stream()
                .collect(Collectors.toMap(NodeGroup::name, group -> group.size().target()));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
