package io.plimsoll.autoscaler.app.real;

import io.plimsoll.testbed.HttpConnection.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at every write to AWS just before AWS does it, and notes what it is about to harm. */
final class Witness {

    private final Cluster cluster;
    private final KongGroup group;
    private final List<String> harm = new ArrayList<>();
    private int ordered;
    private int writes;

    Witness(Cluster cluster, KongGroup group) {
        this.cluster = cluster;
        this.group = group;
    }

    synchronized void reset() {
        harm.clear();
        ordered = 0;
        writes = 0;
    }

    synchronized void see(Request request) {
        if (!request.isWrite()) {
            return;
        }
        writes++;
        Map<String, String> call = form(request.body());
        switch (call.getOrDefault("Action", "")) {
            case "SetDesiredCapacity" ->
                    resized(Integer.parseInt(call.getOrDefault("DesiredCapacity", "")));
            case "TerminateInstanceInAutoScalingGroup" ->
                    ended(call.getOrDefault("InstanceId", ""));
            default -> harm.add("not to be expected: " + request);
        }
    }

    private void resized(int size) {
        int before = group.desired();
        if (size < before) {
            harm.add("lowered from %d to %d".formatted(before, size));
        }
        ordered += Math.max(0, size - before);
    }

    private void ended(String instance) {
        try {
            cluster.runningOn(instance)
                    .forEach(pod -> harm.add("ended %s under pod %s".formatted(instance, pod)));
            if (cluster.nodes().contains(instance) && !cluster.marked().contains(instance)) {
                harm.add("ended %s unmarked".formatted(instance));
            }
        } catch (RuntimeException blind) {
            harm.add("ended %s while nobody could look: %s".formatted(instance, blind));
        }
    }

    /** Nodes that were ended under their pods, sizes that were lowered. */
    synchronized List<String> harm() {
        return List.copyOf(harm);
    }

    /** Nodes ordered in all. */
    synchronized int ordered() {
        return ordered;
    }

    synchronized int writes() {
        return writes;
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&"))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(
                        Collectors.toMap(
                                field -> field[0],
                                field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }
}
