package io.plimsoll.autoscaler.app.vectors;

import io.plimsoll.autoscaler.app.flags.DecisionFlags;
import io.plimsoll.autoscaler.app.flags.FlagOptions;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.input.ClusterFiles;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.file.NodeGroupFiles;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.PodDisruptionBudget;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;

/** One world of the file, read by the readers that the plan command uses. */
record VectorWorld(Observation observation, AutoscalingOptions options, Instant now) {

    static VectorWorld read(JsonNode line, Path folder) throws IOException {
        FlagValues flags = flags(line.get("options"));
        Path cluster =
                Files.writeString(
                        folder.resolve("cluster.json"),
                        "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":%s}"
                                .formatted(line.get("cluster")));
        Path groups =
                Files.writeString(folder.resolve("groups.json"), line.get("nodeGroups").toString());
        Path templates =
                Files.writeString(
                        folder.resolve("templates.json"), line.get("launchTemplates").toString());
        Cluster read =
                new ClusterFiles(List.of(cluster), List.of(), false).read("kube-system").cluster();
        GroupSelection selection =
                GroupSelection.parse(List.of(), flags.list("node-group-auto-discovery"));
        Observation observation =
                new Observation(
                        read,
                        new NodeGroupFiles(
                                        groups,
                                        Optional.of(templates),
                                        Optional.empty(),
                                        Optional.empty(),
                                        NodeGroupFiles.Prices.BUILT_IN)
                                .read(selection)
                                .groups());
        return new VectorWorld(
                asUpstreamKnowsIt(observation),
                DecisionFlags.options(flags),
                Instant.parse(line.get("now").asString()));
    }

    /**
     * Without what 1.29 does not look at: when the eviction API spares pods that are not ready, and
     * in which zone the cloud launches next. {@code docs/migration.md} names both.
     */
    private static Observation asUpstreamKnowsIt(Observation world) {
        Cluster cluster = world.cluster();
        List<PodDisruptionBudget> budgets =
                cluster.controllers().budgets().stream()
                        .map(budget ->
                                new PodDisruptionBudget(
                                        budget.key(),
                                        budget.selector(),
                                        budget.disruptionsAllowed()))
                        .toList();
        return new Observation(
                new Cluster(
                                cluster.nodes(),
                                cluster.pods(),
                                new Cluster.Controllers(cluster.controllers().workloads(), budgets),
                                cluster.storage(),
                                cluster.namespaces())
                        .with(cluster.expanderPriorities()),
                world.nodeGroups().stream().map(VectorWorld::withoutZones).toList());
    }

    private static NodeGroup withoutZones(NodeGroup group) {
        return group.template() instanceof NodeGroup.Template.Known(NodeTemplate template)
                ? new NodeGroup(
                        group.name(),
                        group.size(),
                        group.instances(),
                        new NodeGroup.Template.Known(
                                new NodeTemplate(
                                        template.node(),
                                        template.price(),
                                        template.variants(),
                                        new TreeMap<>())),
                        group.options())
                : group;
    }

    private static FlagValues flags(JsonNode options) {
        // 1.29 makes one choice a loop.
        List<String> arguments = new ArrayList<>(List.of("--salvo-scale-up=false"));
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            JsonNode value = option.getValue();
            List<JsonNode> values =
                    value.isArray() ? value.values().stream().toList() : List.of(value);
            values.forEach(
                    each -> arguments.add("--%s=%s".formatted(option.getKey(), each.asString())));
        }
        CommandSpec command = CommandSpec.create();
        FlagOptions.addTo(command);
        return new FlagValues(new CommandLine(command).parseArgs(arguments.toArray(String[]::new)));
    }

    Decision decide() {
        return DecisionCore.decide(observation, History.NONE, options, now);
    }

    /** A later loop on the same world, with as many removals at once as there are nodes. */
    Decision decideAgain(Decision first, Duration later) {
        History history =
                new History(
                        History.NONE.unneededAfter(first),
                        History.NONE.scaleUps(),
                        History.NONE.backoffs(),
                        History.Cooldown.NONE);
        ScaleDownOptions scaleDown = options.scaleDown();
        int nodes = observation.cluster().nodes().size();
        Parallelism unlimited =
                new Parallelism(nodes, nodes, nodes, scaleDown.parallelism().scanInterval());
        AutoscalingOptions patient =
                new AutoscalingOptions(
                        options.scaleUp(),
                        new ScaleDownOptions(
                                scaleDown.enabled(),
                                scaleDown.utilization(),
                                scaleDown.patience(),
                                unlimited,
                                scaleDown.drain()),
                        options.limits(),
                        options.health(),
                        options.taints());
        return DecisionCore.decide(observation, history, patient, now.plus(later));
    }
}
