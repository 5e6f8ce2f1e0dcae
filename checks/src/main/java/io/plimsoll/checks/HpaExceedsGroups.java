package io.plimsoll.checks;

import io.plimsoll.checks.capacity.Population;
import io.plimsoll.checks.capacity.Room;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An HPA that may ask for more replicas than its node groups can ever hold. */
final class HpaExceedsGroups implements Check {

    private static final String HPA_MAX = "hpa.max";

    @Override
    public String id() {
        return "hpa-exceeds-groups";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Environment environment = subject.environment();
        return maxima(environment).entrySet().stream()
                .flatMap(maximum -> {
                    Room room = tightest(subject, maximum.getKey(), maximum.getValue());
                    return finding(environment, room, maximum.getKey(), maximum.getValue())
                            .stream();
                })
                .toList();
    }

    /** The room that is left under the load that leaves the least of it. */
    private static Room tightest(Subject subject, String key, int replicas) {
        return subject.environment().workloads().load().profiles().entrySet().stream()
                .filter(profile ->
                        profile.getValue().hpaMax().isPresent()
                                ? key.equals(key(profile.getKey()))
                                : key.equals(HPA_MAX))
                .map(profile -> room(subject, Optional.of(profile.getKey())))
                .max(Comparator.comparingInt(room -> room.fill(replicas).pending()))
                .orElseGet(() -> room(subject, Optional.empty()));
    }

    private static Room room(Subject subject, Optional<String> profile) {
        return new Room(
                subject.environment(),
                Population.of(subject.environment(), subject.manifests(), profile));
    }

    private static String key(String profile) {
        return "load.profiles." + profile + ".hpaMax";
    }

    /** Each key of the file that sets a maximum, with its value. */
    private static Map<String, Integer> maxima(Environment environment) {
        Map<String, Integer> maxima = new LinkedHashMap<>();
        maxima.put(HPA_MAX, environment.workloads().hpa().max());
        environment
                .workloads()
                .load()
                .profiles()
                .forEach((name, profile) ->
                        profile.hpaMax().ifPresent(max -> maxima.put(key(name), max)));
        return maxima;
    }

    private Optional<Finding> finding(
            Environment environment, Room room, String key, int replicas) {
        Room.Filling filling = room.fill(replicas);
        // A pod that fits nowhere at all is another check's finding.
        if (filling.pending() == 0 || !room.fitsSomewhere(room.population().kong())) {
            return Optional.empty();
        }
        List<NodeGroupConfig> groups =
                environment.nodeGroupsFor(environment.workloads().kong().nodeSelector());
        return Optional.of(
                new Finding(
                        id(),
                        Finding.Severity.ERROR,
                        "%s asks for %d Kong pods; with node groups at their max (%s)%s %d run and %d stay Pending."
                                .formatted(
                                        key,
                                        replicas,
                                        maxima(groups),
                                        room.caps().isEmpty()
                                                ? ""
                                                : " and autoscaler.flags that cap the cluster (%s)"
                                                        .formatted(String.join(", ", room.caps())),
                                        filling.placed(),
                                        filling.pending()),
                        change(groups, room, key, replicas, filling)));
    }

    private static String change(
            List<NodeGroupConfig> groups,
            Room room,
            String key,
            int replicas,
            Room.Filling filling) {
        boolean capsAlone = room.atMax(replicas).pending() == 0;
        String raise = capsAlone ? "the cap" : raised(groups, room, replicas);
        String and = capsAlone || room.caps().isEmpty() ? "" : ", and the cap with it";
        return Stream.of(
                        raise.isEmpty() ? "" : "raise " + raise + and,
                        filling.placed() == 0
                                ? ""
                                : "lower %s to %d".formatted(key, filling.placed()))
                .filter(way -> !way.isEmpty())
                .reduce((first, second) -> first + ", or " + second)
                .map(ways -> Character.toUpperCase(ways.charAt(0)) + ways.substring(1) + ".")
                .orElse("Give Kong's pods node groups that others leave room on.");
    }

    private static String raised(List<NodeGroupConfig> groups, Room room, int replicas) {
        return groups.stream()
                .flatMap(group ->
                        room.maxNeeded(group, replicas).stream()
                                .map(max ->
                                        "max of node group %s to %d".formatted(group.name(), max)))
                .collect(Collectors.joining(" or "));
    }

    private static String maxima(List<NodeGroupConfig> groups) {
        return groups.stream()
                .map(group ->
                        "%s %d x %s"
                                .formatted(
                                        group.name(),
                                        group.size().max(),
                                        String.join("/", group.machine().instanceTypes())))
                .collect(Collectors.joining(", "));
    }
}
