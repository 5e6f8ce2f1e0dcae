package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flight.FlightTrace.Gap;
import io.plimsoll.autoscaler.decision.clusterstate.TransientTaints;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Follows pods and machines through a flight record, at the cost of what changed. */
final class TraceReader implements FlightReader.Steps {

    private static final Duration LONGEST_BETWEEN_LOOPS = Duration.ofMinutes(5);

    private final Optional<Instant> from;
    private final Optional<Instant> to;
    private final GroupUse use = new GroupUse();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<PodTrack> all = new ArrayList<>();
    private final Map<Pod.Spec, Pod.Spec> specs = new HashMap<>();

    /** One for each place in the list of pods. */
    private List<PodTrack> places = List.of();

    private Set<String> nodes = Set.of();
    private Set<String> leaving = Set.of();
    private Optional<Observation> first = Optional.empty();
    private Optional<List<String>> flags = Optional.empty();
    private Optional<Instant> begin = Optional.empty();
    private Instant last = Instant.MIN;
    private int loops;
    private int evictions;

    TraceReader(Optional<Instant> from, Optional<Instant> to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public void step(JsonNode line, JsonNode whole, FlightReader at) {
        try {
            read(line, whole, at);
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new InvalidInputException(
                    "the loop of %s makes no sense; has somebody changed the record?"
                            .formatted(whole.path("time")));
        }
    }

    private void read(JsonNode line, JsonNode whole, FlightReader at) {
        Instant time = at.part(whole.path("time"), Instant.class);
        if (from.filter(time::isBefore).isPresent() || to.filter(time::isAfter).isPresent()) {
            return;
        }
        boolean anew = first.isEmpty() || !line.has(FlightDelta.IN);
        if (first.isEmpty()) {
            FlightLine loop = at.loop(whole);
            first = Optional.of(loop.observation());
            flags = loop.flags();
            begin = Optional.of(time);
        } else if (Duration.between(last, time).compareTo(LONGEST_BETWEEN_LOOPS) > 0) {
            gaps.add(new Gap(last, time));
        }
        last = time;
        loops++;
        follow(line, whole, new Moment(time, anew, at));
    }

    /** When a line was written, and who reads it. */
    private record Moment(Instant time, boolean anew, FlightReader at) {}

    private void follow(JsonNode line, JsonNode whole, Moment moment) {
        JsonNode cluster = whole.path("observation").path("cluster");
        if (moment.anew() || isChanged(line, "observation", "cluster", "nodes")) {
            followNodes(cluster.path("nodes"));
        }
        if (moment.anew() || isChanged(line, "observation", "nodeGroups")) {
            NodeGroup[] groups =
                    moment.at()
                            .part(whole.path("observation").path("nodeGroups"), NodeGroup[].class);
            use.seen(moment.time(), List.of(groups));
        }
        Optional<JsonNode> pods = change(line, "observation", "cluster", "pods");
        if (moment.anew() || pods.filter(change -> !change.has(FlightDelta.ADD)).isPresent()) {
            followAll(cluster.path("pods"), moment);
        } else if (pods.isPresent()) {
            followChanged(pods.get(), cluster.path("pods"), moment);
        }
    }

    private void followNodes(JsonNode list) {
        nodes = new HashSet<>();
        leaving = new HashSet<>();
        for (JsonNode node : list) {
            String name = node.path("name").asString("");
            nodes.add(name);
            for (JsonNode taint : node.path("spec").path("taints")) {
                if (taint.path("key").asString("").equals(TransientTaints.TO_BE_DELETED)) {
                    leaving.add(name);
                }
            }
        }
    }

    private void followAll(JsonNode list, Moment moment) {
        Map<String, PodTrack> known = new HashMap<>();
        places.forEach(track -> known.put(track.uid(), track));
        List<PodTrack> now = new ArrayList<>(list.size());
        for (JsonNode pod : list) {
            PodTrack track = known.remove(PodTrack.uid(pod));
            now.add(track == null ? appeared(pod, moment) : changed(track, pod, moment));
        }
        known.values().forEach(track -> disappeared(track, moment.time()));
        places = now;
    }

    private void followChanged(JsonNode change, JsonNode list, Moment moment) {
        Set<Integer> dropped = new HashSet<>();
        for (JsonNode index : change.path(FlightDelta.DROP)) {
            dropped.add(index.asInt());
            disappeared(places.get(index.asInt()), moment.time());
        }
        JsonNode added = change.path(FlightDelta.ADD);
        Set<Integer> touched = new HashSet<>();
        change.path(FlightDelta.AT).propertyNames().forEach(index -> touched.add(number(index)));
        Set<Integer> newcomers = new HashSet<>();
        added.propertyNames().forEach(index -> newcomers.add(number(index)));
        List<PodTrack> now = new ArrayList<>(list.size());
        int old = 0;
        for (int index = 0; index < list.size(); index++) {
            if (newcomers.contains(index)) {
                now.add(appeared(list.get(index), moment));
                continue;
            }
            while (dropped.contains(old)) {
                old++;
            }
            PodTrack track = places.get(old);
            now.add(touched.contains(old) ? changed(track, list.get(index), moment) : track);
            old++;
        }
        places = now;
    }

    private static int number(String index) {
        return Integer.parseInt(index);
    }

    private PodTrack appeared(JsonNode json, Moment moment) {
        Pod pod = moment.at().part(json, Pod.class).unbound();
        Pod.Spec spec = specs.computeIfAbsent(pod.spec(), same -> same);
        Instant made = pod.metadata().creationTime();
        Instant start = begin.orElse(moment.time());
        PodTrack track = new PodTrack(pod.with(spec), made.isBefore(start) ? start : made);
        if (track.isToFollow()) {
            all.add(track);
        }
        track.update(json, moment.time());
        return track;
    }

    private PodTrack changed(PodTrack track, JsonNode json, Moment moment) {
        // A StatefulSet's next pod has the name of the one before.
        if (!track.uid().equals(PodTrack.uid(json))) {
            disappeared(track, moment.time());
            return appeared(json, moment);
        }
        boolean wasGoing = track.isGoing();
        track.update(json, moment.time());
        if (!wasGoing && track.isGoing()) {
            evicted(track, moment.time());
        }
        return track;
    }

    private void evicted(PodTrack track, Instant time) {
        if (track.node().filter(leaving::contains).isPresent() && track.isToFollow()) {
            track.lostItsNode(time);
            evictions++;
        }
    }

    private void disappeared(PodTrack track, Instant time) {
        if (!track.isGoing()) {
            evicted(track, time);
        }
        if (track.node().filter(node -> !nodes.contains(node)).isPresent()) {
            track.lostItsNode(time);
        }
        track.end(time);
    }

    private static boolean isChanged(JsonNode line, String... path) {
        return change(line, path).isPresent();
    }

    /** What a line says of a field; of one whose holder is another, that. */
    private static Optional<JsonNode> change(JsonNode line, String... path) {
        JsonNode change = line;
        for (String field : path) {
            if (change.has(FlightDelta.SET)) {
                return Optional.of(change);
            }
            change = change.path(FlightDelta.IN).path(field);
        }
        return Optional.of(change).filter(found -> !found.isMissingNode());
    }

    /**
     * @throws InvalidInputException when no loop was of that time
     */
    FlightTrace trace(Path record, boolean cut) {
        if (first.isEmpty()) {
            throw new InvalidInputException(
                    "%s: has no loop%s%s"
                            .formatted(
                                    record,
                                    from.map(time -> " from " + time).orElse(""),
                                    to.map(time -> " to " + time).orElse("")));
        }
        use.until(last);
        return new FlightTrace(
                new FlightTrace.Span(begin.orElse(last), last, loops, gaps, cut),
                first.get(),
                flags,
                all.stream().map(PodTrack::life).toList(),
                new FlightTrace.Machines(use, evictions));
    }
}
