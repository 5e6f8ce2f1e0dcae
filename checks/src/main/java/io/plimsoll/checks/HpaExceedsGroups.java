package io.plimsoll.checks;

import io.plimsoll.checks.capacity.KongRoom;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An HPA that may ask for more replicas than its node groups can ever hold. */
final class HpaExceedsGroups implements Check {

    @Override
    public String id() {
        return "hpa-exceeds-groups";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Environment environment = subject.environment();
        KongRoom room = new KongRoom(environment);
        return maxima(environment).entrySet().stream()
                .flatMap(maximum ->
                        finding(environment, room, maximum.getKey(), maximum.getValue()).stream())
                .toList();
    }

    /** Each key of the file that sets a maximum, with its value. */
    private static Map<String, Integer> maxima(Environment environment) {
        Map<String, Integer> maxima = new LinkedHashMap<>();
        maxima.put("hpa.max", environment.workloads().hpa().max());
        environment
                .workloads()
                .load()
                .profiles()
                .forEach((name, profile) ->
                        profile.hpaMax()
                                .ifPresent(max ->
                                        maxima.put("load.profiles." + name + ".hpaMax", max)));
        return maxima;
    }

    private Optional<Finding> finding(
            Environment environment, KongRoom room, String key, int replicas) {
        KongRoom.Filling filling = room.fill(replicas);
        if (filling.pending() == 0 || filling.placed() == 0) {
            return Optional.empty();
        }
        List<NodeGroupConfig> groups =
                environment.nodeGroupsFor(environment.workloads().kong().nodeSelector());
        return Optional.of(
                new Finding(
                        id(),
                        Finding.Severity.ERROR,
                        "%s asks for %d Kong pods; with node groups at their max (%s) %d run and %d stay Pending."
                                .formatted(
                                        key,
                                        replicas,
                                        maxima(groups),
                                        filling.placed(),
                                        filling.pending()),
                        change(groups, room, key, replicas, filling)));
    }

    private static String change(
            List<NodeGroupConfig> groups,
            KongRoom room,
            String key,
            int replicas,
            KongRoom.Filling filling) {
        String raise =
                groups.stream()
                        .flatMap(group ->
                                room.maxNeeded(group, replicas).stream()
                                        .map(max ->
                                                "max of node group %s to %d"
                                                        .formatted(group.name(), max)))
                        .collect(Collectors.joining(" or "));
        return "Raise %s, or lower %s to %d.".formatted(raise, key, filling.placed());
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
