package io.plimsoll.demo.prometheus;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flight.PodLife;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Toleration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All series of one pod. */
final class PodSeries {

    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 50);
    private static final Map<String, String> API_VERSIONS =
            Map.of(
                    "ReplicaSet", "apps/v1",
                    "StatefulSet", "apps/v1",
                    "DaemonSet", "apps/v1",
                    "Job", "batch/v1");

    private final ObjectKey key;
    private final String uid;
    private final Set<Toleration> tolerations = new HashSet<>();
    private final SortedMap<String, String> selector = new TreeMap<>();

    /** By resource, then container, so that what two Prometheus servers tell counts once. */
    private final SortedMap<String, SortedMap<String, Long>> requests = new TreeMap<>();

    private Optional<OwnerReference> owner = Optional.empty();
    private Optional<Series.Run> seen = Optional.empty();
    private Optional<Instant> bound = Optional.empty();
    private Optional<Series.Run> refused = Optional.empty();
    private final Map<String, Instant> times = new TreeMap<>();
    private String node = "";

    PodSeries(ObjectKey key, String uid) {
        this.key = key;
        this.uid = uid;
    }

    /** {@code kube_pod_info}. */
    void info(Series series) {
        seen = Optional.of(with(seen, series));
        if (!series.label("node").isEmpty()) {
            node = series.label("node");
            bound =
                    Optional.of(
                            bound.filter(before -> before.isBefore(series.first()))
                                    .orElse(series.first()));
        }
        if (owner.isEmpty()) {
            ownedBy(series.label("created_by_kind"), series.label("created_by_name"));
        }
    }

    /** {@code kube_pod_owner}. */
    void owner(Series series) {
        if (series.label("owner_is_controller").equals("true")) {
            ownedBy(series.label("owner_kind"), series.label("owner_name"));
        }
    }

    private void ownedBy(String kind, String name) {
        // kube-state-metrics writes <none> where there is none.
        if (!kind.isEmpty() && !kind.startsWith("<")) {
            owner =
                    Optional.of(
                            new OwnerReference(
                                    API_VERSIONS.getOrDefault(kind, "v1"),
                                    kind,
                                    name,
                                    "%s/%s/%s".formatted(key.namespace(), kind, name)));
        }
    }

    /** {@code kube_pod_status_unschedulable}, which is there while the scheduler finds no node. */
    void unschedulable(Series series) {
        refused = Optional.of(with(refused, series));
    }

    /** A metric whose value is a time, in Unix seconds. */
    void time(Series series) {
        // A pod may be ready more than once; it runs from the first time on.
        double seconds = series.samples().getFirst().value();
        if (seconds < 0 || seconds > Instant.parse("2100-01-01T00:00:00Z").getEpochSecond()) {
            throw notAllowed(series, "a time in Unix seconds");
        }
        times.merge(
                series.name(),
                Instant.ofEpochMilli(Math.round(seconds * 1000)),
                PodSeries::earlier);
    }

    /** {@code kube_pod_container_resource_requests}. */
    void request(Series series) {
        BigDecimal amount = BigDecimal.valueOf(series.lastValue());
        BigDecimal exact =
                series.label("resource").equals("cpu") ? amount.movePointRight(3) : amount;
        if (amount.signum() < 0 || exact.compareTo(MOST) > 0) {
            throw notAllowed(series, "an amount that a machine may have");
        }
        requests.computeIfAbsent(series.label("resource"), _ -> new TreeMap<>())
                .put(
                        series.label("container"),
                        exact.setScale(0, RoundingMode.CEILING).longValueExact());
    }

    /** {@code kube_pod_tolerations}. */
    void toleration(Series series) {
        tolerations.add(
                new Toleration(
                        series.label("key"),
                        series.label("operator").equals("Exists")
                                ? Toleration.Operator.EXISTS
                                : Toleration.Operator.EQUAL,
                        series.label("value"),
                        Taint.Effect.named(series.label("effect"))));
    }

    /** {@code kube_pod_nodeselectors}, whose labels are not written as the nodes' are. */
    void nodeSelector(Series series) {
        series.labels()
                .forEach((label, value) -> {
                    if (label.startsWith("nodeselector_")) {
                        selector.put(label.substring("nodeselector_".length()), value);
                    }
                });
    }

    private static InvalidInputException notAllowed(Series series, String allowed) {
        return new InvalidInputException(
                "%s: %s: %s is not allowed; allowed: %s"
                        .formatted(series.at(), series.name(), series.lastValue(), allowed));
    }

    private static Series.Run with(Optional<Series.Run> before, Series series) {
        Series.Run run = new Series.Run(series.first(), series.last());
        return before.map(run::and).orElse(run);
    }

    Optional<OwnerReference> owner() {
        return owner;
    }

    /** The last one that it was seen on; empty where none was. */
    String node() {
        return node;
    }

    boolean wasSeen() {
        return seen.isPresent();
    }

    boolean asks() {
        return !requests.isEmpty();
    }

    /** When {@code kube_pod_info} showed it last. */
    Instant lastSeen() {
        return seen.orElseThrow().to();
    }

    /**
     * The pod, on no node.
     *
     * @param names what the groups' labels and resources are called in full
     * @param where what is known of the node that it ran on
     */
    Pod pod(Names names, List<Taint> where) {
        SortedMap<String, String> labels = new TreeMap<>();
        selector.forEach(
                (label, value) -> names.label(label).ifPresent(full -> labels.put(full, value)));
        List<Toleration> tolerated = new ArrayList<>(tolerations);
        where.forEach(taint ->
                tolerated.add(
                        new Toleration(
                                taint.key(),
                                Toleration.Operator.EQUAL,
                                taint.value(),
                                Optional.of(taint.effect()))));
        Resources asked = resources(names);
        return new Pod(
                key,
                new Metadata(
                        uid,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        times.getOrDefault("kube_pod_created", seen.orElseThrow().from()),
                        Optional.empty()),
                owner,
                new Pod.Spec(
                        Optional.empty(),
                        asked,
                        asked,
                        new Pod.Constraints(
                                new Pod.NodePlacement(labels, Optional.empty(), tolerated),
                                Pod.PodPlacement.ANY,
                                List.of(),
                                List.of()),
                        Pod.Policy.DEFAULT),
                Pod.Status.PENDING);
    }

    private Resources resources(Names names) {
        SortedMap<String, Long> extended = new TreeMap<>();
        requests.keySet()
                .forEach(resource ->
                        names.resource(resource)
                                .ifPresent(full -> extended.put(full, sum(resource))));
        return new Resources(sum("cpu"), sum("memory"), sum("ephemeral_storage"), 1, extended);
    }

    private long sum(String resource) {
        return requests.getOrDefault(resource, new TreeMap<>()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * @param span the first and the last sample of all pods
     * @param half of a step: what is seen last is over somewhere before the next step
     * @param lostAt when its node was taken from it; empty where it went for another reason
     */
    PodLife life(Pod pod, Series.Run span, Duration half, Optional<Instant> lostAt) {
        Instant comes =
                later(
                        times.getOrDefault("kube_pod_created", seen.orElseThrow().from()),
                        span.from());
        Optional<Instant> waits =
                refused.map(run ->
                        Duration.between(comes, run.from()).compareTo(half.multipliedBy(4)) <= 0
                                ? comes
                                : run.from());
        Optional<Instant> over = Optional.ofNullable(times.get("kube_pod_completion_time"));
        Optional<Instant> end =
                over.filter(time -> !time.isAfter(span.to()))
                        .or(() ->
                                Optional.of(lastSeen().plus(half))
                                        .filter(time -> time.isBefore(span.to())))
                        .map(time -> later(time, comes));
        return new PodLife(
                pod,
                comes,
                waits,
                ran().map(time -> later(time, comes)),
                end.map(time -> new PodLife.End(time, lostAt)));
    }

    private Optional<Instant> ran() {
        return Optional.ofNullable(times.get("kube_pod_status_ready_time"))
                .or(() -> Optional.ofNullable(times.get("kube_pod_start_time")))
                .or(() -> Optional.ofNullable(times.get("kube_pod_status_scheduled_time")))
                .or(() -> bound);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
