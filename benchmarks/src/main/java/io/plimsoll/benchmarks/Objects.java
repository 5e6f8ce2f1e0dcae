package io.plimsoll.benchmarks;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Model objects for the benchmarks' worlds. */
final class Objects {
    static final String ZONE = "topology.kubernetes.io/zone";
    static final String HOSTNAME = "kubernetes.io/hostname";

    private Objects() {}

    static Cluster cluster(List<Node> nodes, List<Pod> pods) {
        return new Cluster(
                nodes, pods, Cluster.Controllers.NONE, Storage.NONE, Cluster.Namespaces.NONE);
    }

    static Node node(String name, Map<String, String> labels, Resources size) {
        SortedMap<String, String> all = new TreeMap<>(labels);
        all.put(HOSTNAME, name);
        return new Node(
                name,
                metadata(all),
                new Node.Spec("", false, List.of()),
                new Node.Status(size, size, List.of()));
    }

    static Resources size(long milliCpu, long memoryBytes, long pods) {
        return new Resources(milliCpu, memoryBytes, 0, pods, new TreeMap<>());
    }

    static Pod pod(
            String name,
            Map<String, String> labels,
            Resources requests,
            Pod.Constraints constraints) {
        return new Pod(
                new ObjectKey("default", name),
                metadata(labels),
                Optional.empty(),
                new Pod.Spec(Optional.empty(), requests, requests, constraints, Pod.Policy.DEFAULT),
                Pod.Status.PENDING);
    }

    private static Metadata metadata(Map<String, String> labels) {
        return new Metadata(
                "", new TreeMap<>(labels), new TreeMap<>(), Instant.EPOCH, Optional.empty());
    }
}
