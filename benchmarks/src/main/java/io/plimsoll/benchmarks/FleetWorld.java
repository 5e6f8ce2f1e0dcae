package io.plimsoll.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.model.MachineSize;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Market;
import io.plimsoll.autoscaler.decision.scheduling.fleet.Offer;
import io.plimsoll.autoscaler.kubernetes.objects.WorkloadPods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The world of Karpenter's scheduling benchmark. */
final class FleetWorld {
    private static final int TYPES = 400;
    private static final int MOST = 1_000_000;
    private static final long MICRO_USD_PER_CPU = 314_748;
    private static final long MEBI = 1L << 20;
    private static final int[] MILLI_CPU = {100, 250, 500, 1000, 1500};
    private static final int[] MEMORY_MEBI = {100, 256, 512, 1024, 2048, 4096};

    private FleetWorld() {}

    static List<NodeGroup> groups() {
        return templates().stream()
                .map(template ->
                        new NodeGroup(
                                template.node().name(),
                                new NodeGroup.Size(0, MOST, 0),
                                List.of(),
                                new NodeGroup.Template.Known(template),
                                NodeGroupOptions.NONE))
                .toList();
    }

    /** The same without groups. */
    static Market market() {
        List<Offer> offers =
                templates().stream()
                        .map(template ->
                                new Offer(
                                        _ -> template.node(),
                                        List.of(),
                                        List.of(),
                                        new Offer.Terms(
                                                template.price().microUsdPerHour(), 0, MOST, true)))
                        .toList();
        return new Market(
                offers, Integer.MAX_VALUE, new MachineSize(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    static Node named(Node template, String name) {
        return Objects.node(name, template.metadata().labels(), template.status().allocatable());
    }

    static long microUsdPerHour(List<ScaleUp> scaleUps) {
        Map<String, Long> prices = new HashMap<>();
        templates()
                .forEach(template ->
                        prices.put(template.node().name(), template.price().microUsdPerHour()));
        return scaleUps.stream()
                .mapToLong(each ->
                        (each.to() - each.from()) * prices.getOrDefault(each.nodeGroup(), 0L))
                .sum();
    }

    private static List<NodeTemplate> templates() {
        List<NodeTemplate> templates = new ArrayList<>();
        for (int type = 1; type <= TYPES; type++) {
            for (String zone : List.of("test-zone-1", "test-zone-2", "test-zone-3")) {
                String name = "type-" + type + "-" + zone;
                Map<String, String> labels =
                        Map.of(
                                Objects.ZONE,
                                zone,
                                "node.kubernetes.io/instance-type",
                                "type-" + type);
                Resources size =
                        Objects.size(
                                1000L * type - 100, 2048 * MEBI * type - 10 * MEBI, 10L * type);
                templates.add(
                        new NodeTemplate(
                                Objects.node(name, labels, size),
                                new Price(MICRO_USD_PER_CPU * type)));
            }
        }
        return templates;
    }

    /** What the requests alone would cost, were there no nodes to divide them among. */
    static long lowerBoundMicroUsdPerHour(List<io.plimsoll.autoscaler.decision.model.Pod> pods) {
        long milliCpu = 0;
        long memory = 0;
        for (io.plimsoll.autoscaler.decision.model.Pod pod : pods) {
            milliCpu += pod.spec().requests().milliCpu();
            memory += pod.spec().requests().memoryBytes();
        }
        return Math.max(
                milliCpu * MICRO_USD_PER_CPU / 1000, memory / MEBI * MICRO_USD_PER_CPU / 2048);
    }

    static List<Pod> pods(int count) {
        Random random = new Random(42);
        List<Pod> pods = new ArrayList<>();
        for (int index = 0; index < count / 5; index++) {
            pods.add(generic(random, pods.size()));
            pods.add(spread(random, pods.size(), Objects.ZONE));
            pods.add(spread(random, pods.size(), Objects.HOSTNAME));
            pods.add(together(random, pods.size()));
            pods.add(apart(random, pods.size()));
        }
        while (pods.size() < count) {
            pods.add(generic(random, pods.size()));
        }
        return pods;
    }

    private static Pod generic(Random random, int index) {
        return pod(random, index, Map.of("my-label", letter(random)));
    }

    private static Pod spread(Random random, int index, String topologyKey) {
        return new PodBuilder(pod(random, index, Map.of("my-label", letter(random))))
                .editSpec()
                .addNewTopologySpreadConstraint()
                .withMaxSkew(1)
                .withTopologyKey(topologyKey)
                .withWhenUnsatisfiable("DoNotSchedule")
                .withNewLabelSelector()
                .addToMatchLabels("my-label", letter(random))
                .endLabelSelector()
                .endTopologySpreadConstraint()
                .endSpec()
                .build();
    }

    private static Pod together(Random random, int index) {
        Map<String, String> labels = Map.of("my-affininity", letter(random));
        return new PodBuilder(pod(random, index, labels))
                .editSpec()
                .withNewAffinity()
                .withNewPodAffinity()
                .addToRequiredDuringSchedulingIgnoredDuringExecution(term(labels, Objects.ZONE))
                .endPodAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    private static Pod apart(Random random, int index) {
        Map<String, String> labels = Map.of("app", "nginx");
        return new PodBuilder(pod(random, index, labels))
                .editSpec()
                .withNewAffinity()
                .withNewPodAntiAffinity()
                .addToRequiredDuringSchedulingIgnoredDuringExecution(term(labels, Objects.HOSTNAME))
                .endPodAntiAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    private static PodAffinityTerm term(Map<String, String> labels, String topologyKey) {
        return new PodAffinityTermBuilder()
                .withTopologyKey(topologyKey)
                .withNewLabelSelector()
                .withMatchLabels(labels)
                .endLabelSelector()
                .build();
    }

    private static Pod pod(Random random, int index, Map<String, String> labels) {
        Pod pod =
                new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("pod-" + index)
                        .withUid("uid-" + index)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("container")
                        .withNewResources()
                        .addToRequests(
                                "cpu",
                                new Quantity(MILLI_CPU[random.nextInt(MILLI_CPU.length)] + "m"))
                        .addToRequests(
                                "memory",
                                new Quantity(
                                        MEMORY_MEBI[random.nextInt(MEMORY_MEBI.length)] + "Mi"))
                        .endResources()
                        .endContainer()
                        .endSpec()
                        .build();
        return WorkloadPods.unschedulable(pod);
    }

    private static String letter(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(7)));
    }
}
