package io.plimsoll.demo.prometheus;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flight.FlightTrace;
import io.plimsoll.autoscaler.app.flight.PodLife;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.environment.input.Excerpt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A trace out of series of kube-state-metrics: when pods came and went, what they asked for, and
 * which nodes there were.
 *
 * @param step between two samples; what happened within is not known to the second
 * @param machinesKnown whether series of nodes tell what was there; else the trace's machines are
 *     none
 * @param notes what the series do not tell, a sentence each
 */
public record PrometheusTrace(
        FlightTrace trace, Duration step, boolean machinesKnown, List<String> notes) {

    private static final int MOST_PODS = 500_000;

    public PrometheusTrace {
        notes = List.copyOf(notes);
    }

    /**
     * @param files each with answers to range queries
     * @param groups that nodes are of, and that are played
     * @param from not before; empty for all that the files hold
     * @param to not after
     * @throws InvalidInputException when a file cannot be read, or no pod was there
     */
    public static PrometheusTrace read(
            List<Path> files,
            List<NodeGroup> groups,
            Optional<Instant> from,
            Optional<Instant> to) {
        Reader reader = new Reader(groups);
        for (Path file : files) {
            RangeQueryFile.read(file, series -> series.within(from, to).ifPresent(reader::read));
        }
        return reader.trace(files);
    }

    /** Takes series, in any order. */
    private static final class Reader {

        private final Names names;
        private final NodeSeries nodes;
        private final Map<String, PodSeries> pods = new HashMap<>();
        private final SortedSet<Instant> samples = new TreeSet<>();
        private final SortedSet<String> metrics = new TreeSet<>();
        private final SortedSet<String> others = new TreeSet<>();
        private final List<String> notes = new ArrayList<>();

        Reader(List<NodeGroup> groups) {
            this.names = new Names(groups);
            this.nodes = new NodeSeries(groups);
        }

        void read(Series series) {
            metrics.add(series.name());
            switch (series.name()) {
                case "kube_pod_info" -> {
                    series.samples().forEach(sample -> samples.add(sample.time()));
                    pod(series).info(series);
                }
                case "kube_pod_owner" -> pod(series).owner(series);
                case "kube_pod_container_resource_requests" -> pod(series).request(series);
                case "kube_pod_status_unschedulable" -> pod(series).unschedulable(series);
                case "kube_pod_tolerations" -> pod(series).toleration(series);
                case "kube_pod_nodeselectors" -> pod(series).nodeSelector(series);
                case "kube_pod_created",
                        "kube_pod_completion_time",
                        "kube_pod_start_time",
                        "kube_pod_status_ready_time",
                        "kube_pod_status_scheduled_time" ->
                        pod(series).time(series);
                case "kube_node_info" -> nodes.info(series);
                case "kube_node_labels" -> nodes.labels(series);
                default -> others.add(Excerpt.of(series.name()));
            }
        }

        private PodSeries pod(Series series) {
            String name = series.label("pod");
            if (name.isEmpty()) {
                throw new InvalidInputException(
                        "%s.metric: has no pod; allowed: %s with all its labels"
                                .formatted(series.at(), series.name()));
            }
            ObjectKey key = new ObjectKey(series.label("namespace"), name);
            String uid = series.label("uid");
            PodSeries pod =
                    pods.computeIfAbsent(
                            uid.isEmpty() ? key.toString() : uid, _ -> new PodSeries(key, uid));
            if (pods.size() > MOST_PODS) {
                throw new InvalidInputException(
                        "%s: too many pods; allowed: at most %d; --from and --to take a part"
                                .formatted(series.at(), MOST_PODS));
            }
            return pod;
        }

        PrometheusTrace trace(List<Path> files) {
            require(files);
            Series.Run span = new Series.Run(samples.first(), samples.last());
            Duration step = step();
            NodePresence presence = nodes.presence(step.multipliedBy(3));
            Lived lived = lived(span, step, presence);
            tell(presence, step);
            FlightTrace trace =
                    new FlightTrace(
                            new FlightTrace.Span(span.from(), span.to(), 0, gaps(step), false),
                            new Observation(
                                    new Cluster(
                                            List.of(),
                                            List.of(),
                                            new Cluster.Controllers(lived.daemonSets(), List.of()),
                                            Storage.NONE,
                                            Cluster.Namespaces.NONE),
                                    presence.groupsAt(span.from())),
                            Optional.empty(),
                            lived.pods(),
                            new FlightTrace.Machines(
                                    presence.use(span, step.dividedBy(2)), lived.evictions()));
            return new PrometheusTrace(trace, step, presence.isKnown(), notes);
        }

        private void require(List<Path> files) {
            String where = String.join(", ", files.stream().map(Path::toString).toList());
            for (String metric : List.of("kube_pod_info", "kube_pod_container_resource_requests")) {
                if (!metrics.contains(metric)) {
                    throw new InvalidInputException(
                            "%s: no sample of %s%s; allowed: answers to its range query beside the others"
                                    .formatted(
                                            where,
                                            metric,
                                            metrics.isEmpty() ? "" : " of that time"));
                }
            }
            if (samples.size() < 2) {
                throw new InvalidInputException(
                        where
                                + ": has one sample of kube_pod_info of that time; allowed: two or more");
            }
        }

        private Duration step() {
            Duration least = Duration.between(samples.first(), samples.last());
            Instant before = Instant.MIN;
            for (Instant sample : samples) {
                if (!before.equals(Instant.MIN)) {
                    Duration step = Duration.between(before, sample);
                    least = step.compareTo(least) < 0 ? step : least;
                }
                before = sample;
            }
            return least;
        }

        private List<FlightTrace.Gap> gaps(Duration step) {
            Duration longest = step.multipliedBy(3);
            List<FlightTrace.Gap> gaps = new ArrayList<>();
            Instant before = samples.first();
            for (Instant sample : samples) {
                if (Duration.between(before, sample).compareTo(longest) > 0) {
                    gaps.add(new FlightTrace.Gap(before, sample));
                }
                before = sample;
            }
            return gaps;
        }

        private record Lived(List<PodLife> pods, List<Workload> daemonSets, int evictions) {}

        private Lived lived(Series.Run span, Duration step, NodePresence presence) {
            List<PodLife> lives = new ArrayList<>();
            SortedMap<ObjectKey, Workload> daemonSets = new TreeMap<>();
            SortedSet<String> strangers = presence.strangers();
            int evictions = 0;
            int leftOut = 0;
            for (PodSeries series : pods.values()) {
                String kind = series.owner().map(OwnerReference::kind).orElse("");
                if (!series.wasSeen() || kind.equals("Node")) {
                    continue;
                }
                Pod pod = series.pod(names, taints(presence, series.node()));
                if (kind.equals("DaemonSet")) {
                    Workload workload = daemonSet(pod, series.owner().orElseThrow());
                    daemonSets.put(workload.key(), workload);
                } else if (strangers.contains(series.node())) {
                    leftOut++;
                } else {
                    Optional<Instant> lostAt = lostAt(series, step, presence);
                    evictions += lostAt.isPresent() ? 1 : 0;
                    lives.add(series.life(pod, span, step.dividedBy(2), lostAt));
                }
            }
            if (leftOut > 0) {
                notes.add("%d pods ran on nodes of no group; they are left out".formatted(leftOut));
            }
            lives.sort(
                    Comparator.comparing(PodLife::comes).thenComparing(life -> life.pod().key()));
            return new Lived(lives, List.copyOf(daemonSets.values()), evictions);
        }

        private List<Taint> taints(NodePresence presence, String node) {
            return metrics.contains("kube_pod_tolerations") ? List.of() : presence.taints(node);
        }

        private static Workload daemonSet(Pod pod, OwnerReference owner) {
            ObjectKey key = new ObjectKey(pod.key().namespace(), owner.name());
            return new Workload(owner.kind(), key, owner.uid(), 0, Optional.of(pod));
        }

        /** A pod that went with its node was evicted, or lost with it. */
        private static Optional<Instant> lostAt(
                PodSeries series, Duration step, NodePresence presence) {
            Instant last = series.lastSeen();
            return Optional.of(last)
                    .filter(_ ->
                            series.owner().isPresent()
                                    && presence.went(
                                            series.node(),
                                            last.minus(step),
                                            last.plus(step.multipliedBy(3))));
        }

        private void tell(NodePresence presence, Duration step) {
            notes.add(
                    "samples are %d s apart: a pod that came and went between two is missing, and a pod's or node's end is known to half of that"
                            .formatted(step.toSeconds()));
            notes.add(
                    "no series tells affinity, topology spread, volumes, host ports, priorities, budgets and"
                            + " init containers: pods go where what they ask for has room");
            if (!metrics.contains("kube_pod_nodeselectors")) {
                notes.add("no series of kube_pod_nodeselectors: pods select no nodes");
            }
            if (!metrics.contains("kube_pod_tolerations")) {
                notes.add(
                        "no series of kube_pod_tolerations: a pod tolerates the taints of the group that it ran on, where that is known");
            }
            if (presence.isKnown()) {
                notes.add("a pod that went with its node counts as evicted");
                if (!metrics.contains("kube_pod_status_unschedulable")) {
                    notes.add(
                            "no series of kube_pod_status_unschedulable: no pod waited for a node, or it was not asked for");
                }
            } else {
                notes.add(
                        "no series tells of what group nodes were (kube_node_labels with labels, or kube_node_info"
                                + " where there is one group): what was is not known, and the play begins with desired capacity");
            }
            SortedSet<String> strangers = presence.strangers();
            if (!strangers.isEmpty()) {
                notes.add(
                        "%d nodes of no group are in no figure, such as %s"
                                .formatted(strangers.size(), strangers.first()));
            }
            if (!others.isEmpty()) {
                notes.add(
                        "not read: "
                                + String.join(", ", others.stream().limit(5).toList())
                                + (others.size() > 5 ? ", …" : ""));
            }
        }
    }
}
