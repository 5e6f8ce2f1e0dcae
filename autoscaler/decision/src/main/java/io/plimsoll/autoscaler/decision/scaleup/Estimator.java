package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.model.Fraction;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How many new nodes of a group some pods need: first fit, big pods first, on new nodes only. A pod
 * that does not even fit on a fresh node ends its kind, and while the last node opened is empty no
 * other is opened. A pod that would need a node beyond the limit ends it all, as upstream.
 */
final class Estimator {

    private final ClusterSnapshot snapshot;
    private final GroupTemplate template;
    private final int limit;
    private final Set<String> opened = new LinkedHashSet<>();
    private final Set<String> used = new HashSet<>();
    private final List<Pod> placed = new ArrayList<>();
    private Optional<String> last = Optional.empty();
    private boolean full;
    private String current = "";

    /**
     * @param limit of nodes to open
     */
    private Estimator(ClusterSnapshot snapshot, GroupTemplate template, int limit) {
        this.snapshot = snapshot;
        this.template = template;
        this.limit = limit;
    }

    /**
     * @param nodes that got a pod
     * @param pods that got a node
     */
    record Estimate(int nodes, List<Pod> pods) {}

    static Estimate estimate(
            ClusterSnapshot snapshot, GroupTemplate template, List<PodGroup> groups, int limit) {
        Estimator estimator = new Estimator(snapshot, template, limit);
        List<PodGroup> bigFirst = new ArrayList<>(groups);
        bigFirst.sort(
                Comparator.comparing((PodGroup group) -> size(group.sample(), template.node()))
                        .reversed());
        snapshot.fork();
        for (PodGroup group : bigFirst) {
            if (!estimator.full) {
                estimator.place(group.pods());
            }
        }
        snapshot.revert();
        return new Estimate(estimator.used.size(), List.copyOf(estimator.placed));
    }

    /** Only containers count, as upstream. */
    private static Fraction size(Pod pod, Node node) {
        Resources request = pod.spec().containerRequests();
        Resources allocatable = node.status().allocatable();
        return share(request.milliCpu(), allocatable.milliCpu())
                .plus(share(request.memoryBytes(), allocatable.memoryBytes()));
    }

    private static Fraction share(long request, long allocatable) {
        return allocatable > 0 ? Fraction.of(request, allocatable) : Fraction.ZERO;
    }

    private void place(List<Pod> alike) {
        int next = 0;
        // Where one of them did not fit, the next, just like it, will not fit either: without
        // terms about other pods, a node never has more room than before.
        Iterator<String> untried = List.copyOf(opened).iterator();
        current = "";
        while (next < alike.size() && placeOnOpened(alike.get(next), untried)) {
            next++;
        }
        while (next < alike.size() && placeOnLastOrNew(alike.get(next))) {
            next++;
        }
    }

    private boolean placeOnOpened(Pod pod, Iterator<String> untried) {
        if (!pod.spec().constraints().pods().equals(Pod.PodPlacement.ANY)) {
            Optional<String> node = snapshot.findNode(pod, opened::contains);
            node.ifPresent(name -> bind(pod, name));
            return node.isPresent();
        }
        if (!current.isEmpty() && bindIfFits(pod, current)) {
            return true;
        }
        while (untried.hasNext()) {
            current = untried.next();
            if (bindIfFits(pod, current)) {
                return true;
            }
        }
        return false;
    }

    private boolean placeOnLastOrNew(Pod pod) {
        if (last.isPresent() && bindIfFits(pod, last.get())) {
            return true;
        }
        boolean lastIsEmpty = last.isPresent() && !used.contains(last.get());
        full = !lastIsEmpty && opened.size() >= limit;
        if (lastIsEmpty || full) {
            return false;
        }
        return bindIfFits(pod, open());
    }

    private String open() {
        String name = "%s-new-%05d".formatted(template.group().name(), opened.size());
        GroupTemplate.NewNode node = template.newNode(name);
        snapshot.addNode(node.node(), node.pods());
        opened.add(name);
        last = Optional.of(name);
        return name;
    }

    private boolean bindIfFits(Pod pod, String node) {
        return switch (snapshot.check(pod, node)) {
            case Verdict.Fits _ -> {
                bind(pod, node);
                yield true;
            }
            case Verdict.Rejected _ -> false;
        };
    }

    private void bind(Pod pod, String node) {
        snapshot.bind(pod, node);
        used.add(node);
        placed.add(pod);
    }
}
