package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.app.input.ClusterFiles;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A cluster through a day, loop by loop: 20 pods a node, each replaced once a day, ten of a CronJob
 * every minute, and the pods of 60 % more nodes twice a day, with their nodes. Each pod is
 * unschedulable, bound, running, going and gone, each for a loop. Nothing is remembered from loop
 * to loop, so that each unneeded node has another verdict each time: more than a real loop says.
 */
final class BusyDay {

    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final int LOOPS_A_DAY = 8640;

    private static final int PODS_A_NODE = 20;
    private static final int LOOPS_A_MINUTE = 6;
    private static final int JOB_LOOPS = 18;

    private final Random random;
    private final int maxNodes;
    private final Node exampleNode;
    private final Pod examplePod;
    private final NavigableMap<String, Node> nodes = new TreeMap<>();
    private final NavigableMap<ObjectKey, Pod> pods = new TreeMap<>();
    private final List<ObjectKey> leaving = new ArrayList<>();
    private final NavigableMap<Integer, List<ObjectKey>> ends = new TreeMap<>();
    private Instant now = Instant.parse("2026-03-05T21:40:00Z");
    private int loop;
    private int named;

    BusyDay(long seed, int maxNodes) {
        this.random = new Random(seed);
        this.maxNodes = maxNodes;
        Cluster example = example();
        this.exampleNode = example.nodes().getFirst();
        this.examplePod = example.pods().getFirst();
    }

    /** Pods that were made so far. */
    int made() {
        return named;
    }

    LoopReport next() {
        loop++;
        now = now.plus(INTERVAL);
        leaving.forEach(pods::remove);
        leaving.clear();
        resize();
        pods.replaceAll((_, pod) -> advanced(pod));
        replaceSome();
        jobs();
        Observation observation =
                new Observation(
                        new Cluster(List.copyOf(nodes.values()), List.copyOf(pods.values())),
                        List.of(group()));
        return new LoopReport(
                now,
                observation,
                History.NONE,
                DecisionCore.decide(observation, History.NONE, AutoscalingOptions.DEFAULT, now),
                List.of());
    }

    /** Between 40 % and all of the nodes, twice a day; it begins with the steepest rise. */
    private void resize() {
        double phase = 2 * Math.PI * loop / (LOOPS_A_DAY / 2.0);
        int wanted = (int) Math.ceil(maxNodes * (0.7 + 0.3 * Math.sin(phase)));
        while (nodes.size() < wanted) {
            String name = "ip-10-0-%d-%d.ec2.internal".formatted(named % 200, nodes.size());
            nodes.put(name, node(name));
            for (int i = 0; i < PODS_A_NODE; i++) {
                makePod("web-" + i);
            }
        }
        while (nodes.size() > wanted) {
            String gone = nodes.pollLastEntry().getKey();
            pods.values().stream()
                    .filter(pod -> pod.spec().nodeName().filter(gone::equals).isPresent())
                    .map(Pod::key)
                    .forEach(leaving::add);
        }
    }

    private void replaceSome() {
        double perLoop = pods.size() / (double) LOOPS_A_DAY;
        if (random.nextDouble() < perLoop) {
            List<ObjectKey> keys = List.copyOf(pods.keySet());
            end(keys.get(random.nextInt(keys.size())));
            makePod("web-" + random.nextInt(PODS_A_NODE));
        }
    }

    private void jobs() {
        ends.headMap(loop, true).values().stream().flatMap(List::stream).forEach(this::end);
        ends.headMap(loop, true).clear();
        if (loop % LOOPS_A_MINUTE == 0) {
            for (int i = 0; i < 10; i++) {
                ends.computeIfAbsent(loop + JOB_LOOPS, _ -> new ArrayList<>())
                        .add(makePod("cron-%d-%d".formatted(i, loop)));
            }
        }
    }

    private void end(ObjectKey key) {
        Pod pod = pods.get(key);
        if (pod != null) {
            pods.put(key, with(pod, pod.spec().nodeName(), pod.status(), Optional.of(now)));
            leaving.add(key);
        }
    }

    private ObjectKey makePod(String owner) {
        ObjectKey key =
                new ObjectKey(
                        "team-" + owner.hashCode() % 7,
                        "%s-%08x-%05x".formatted(owner, random.nextInt(), named++));
        pods.put(
                key,
                new Pod(
                        key,
                        new Metadata(
                                new UUID(random.nextLong(), random.nextLong()).toString(),
                                examplePod.metadata().labels(),
                                examplePod.metadata().annotations(),
                                now,
                                Optional.empty()),
                        examplePod.controller(),
                        examplePod.spec(),
                        new Pod.Status(
                                Pod.Phase.PENDING,
                                false,
                                Optional.of(
                                        new Pod.ScheduledCondition(
                                                false,
                                                "Unschedulable",
                                                "0/%d nodes are available: %d Insufficient cpu."
                                                        .formatted(nodes.size(), nodes.size()),
                                                now)),
                                Optional.empty())));
        return key;
    }

    /** Unschedulable, bound, running. */
    private Pod advanced(Pod pod) {
        if (pod.status().phase() != Pod.Phase.PENDING) {
            return pod;
        }
        if (pod.spec().nodeName().isPresent()) {
            return with(pod, pod.spec().nodeName(), Pod.Status.RUNNING, Optional.empty());
        }
        List<String> names = List.copyOf(nodes.keySet());
        return with(
                pod,
                Optional.of(names.get(random.nextInt(names.size()))),
                Pod.Status.PENDING,
                Optional.empty());
    }

    private static Pod with(
            Pod pod, Optional<String> node, Pod.Status status, Optional<Instant> removal) {
        return new Pod(
                pod.key(),
                new Metadata(
                        pod.metadata().uid(),
                        pod.metadata().labels(),
                        pod.metadata().annotations(),
                        pod.metadata().creationTime(),
                        removal),
                pod.controller(),
                new Pod.Spec(
                        node,
                        pod.spec().requests(),
                        pod.spec().containerRequests(),
                        pod.spec().constraints(),
                        pod.spec().policy()),
                status);
    }

    private Node node(String name) {
        return new Node(
                name,
                new Metadata(
                        "",
                        exampleNode.metadata().labels(),
                        exampleNode.metadata().annotations(),
                        now.minus(Duration.ofHours(1)),
                        Optional.empty()),
                new Node.Spec(
                        "aws:///us-west-1a/i-%s".formatted(name),
                        false,
                        exampleNode.spec().taints()),
                exampleNode.status());
    }

    private NodeGroup group() {
        return new NodeGroup(
                "web",
                new NodeGroup.Size(0, maxNodes, nodes.size()),
                nodes.values().stream()
                        .map(node ->
                                new NodeGroup.Instance(
                                        "i-" + node.name(),
                                        node.spec().providerId(),
                                        NodeGroup.Lifecycle.IN_SERVICE))
                        .toList(),
                new NodeGroup.Template.Unknown("its nodes tell"),
                NodeGroupOptions.NONE);
    }

    private static Cluster example() {
        try {
            Path file = Files.createTempFile("example", ".yaml");
            Files.writeString(file, EXAMPLE);
            Cluster cluster =
                    new ClusterFiles(List.of(file), List.of(), false).read("kube-system").cluster();
            Files.delete(file);
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String EXAMPLE =
            """
            apiVersion: v1
            kind: Node
            metadata:
              name: example
              labels:
                kubernetes.io/arch: amd64
                kubernetes.io/os: linux
                node.kubernetes.io/instance-type: m5.2xlarge
                topology.kubernetes.io/region: us-west-1
                topology.kubernetes.io/zone: us-west-1a
                eks.amazonaws.com/nodegroup: web
                eks.amazonaws.com/capacityType: ON_DEMAND
              annotations: {node.alpha.kubernetes.io/ttl: "0"}
            spec: {providerID: "aws:///us-west-1a/i-1"}
            status:
              capacity: {cpu: "8", memory: 32Gi, pods: "58", ephemeral-storage: 80Gi}
              allocatable: {cpu: 7910m, memory: 29Gi, pods: "58", ephemeral-storage: 70Gi}
              conditions:
              - {type: MemoryPressure, status: "False", lastTransitionTime: "2026-03-05T20:00:00Z"}
              - {type: DiskPressure, status: "False", lastTransitionTime: "2026-03-05T20:00:00Z"}
              - {type: PIDPressure, status: "False", lastTransitionTime: "2026-03-05T20:00:00Z"}
              - {type: Ready, status: "True", lastTransitionTime: "2026-03-05T20:00:00Z"}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              namespace: team
              name: example
              creationTimestamp: "2026-03-05T21:00:00Z"
              labels:
                app.kubernetes.io/name: web
                app.kubernetes.io/instance: web-blue
                app.kubernetes.io/version: 1.24.3
                app.kubernetes.io/component: frontend
                pod-template-hash: 6d4cf56db6
                team: checkout
              annotations:
                prometheus.io/scrape: "true"
                prometheus.io/port: "9090"
                kubectl.kubernetes.io/restartedAt: "2026-03-01T10:00:00Z"
              ownerReferences:
              - {apiVersion: apps/v1, kind: ReplicaSet, name: web-6d4cf56db6, uid: 0b6e2f0e-8a6f, controller: true}
            spec:
              containers:
              - name: web
                resources: {requests: {cpu: 300m, memory: 512Mi}}
              - name: sidecar
                resources: {requests: {cpu: 50m, memory: 64Mi}}
              tolerations:
              - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
              - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
              topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: ScheduleAnyway
                labelSelector: {matchLabels: {app.kubernetes.io/name: web}}
              volumes:
              - {name: kube-api-access, projected: {}}
              - {name: config, configMap: {name: web}}
            """;
}
