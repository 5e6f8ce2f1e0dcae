package io.plimsoll.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.file.NodeGroupFiles;
import io.plimsoll.checks.Subject;
import io.plimsoll.checks.infrastructure.Infrastructure;
import io.plimsoll.checks.infrastructure.ScalingGroup;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.demo.world.CloudAssembly;
import io.plimsoll.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import tools.jackson.core.JacksonException;

/** Reads what is checked besides the environment. */
final class SubjectFiles {

    private static final String CLUSTER = "eks:cluster-name";
    private static final String NODE_GROUP = "eks:nodegroup-name";

    private SubjectFiles() {}

    /**
     * @param templates a cloud assembly
     * @param manifests a folder of YAML files
     * @param nodeGroups a file in place of the templates' groups
     * @throws BadInputException naming what cannot be read, and what can
     */
    static Subject read(
            Environment environment,
            LocalDate today,
            Path templates,
            Path manifests,
            Optional<Path> nodeGroups)
            throws IOException {
        String cluster = environment.cluster().name();
        TemplateReader reader = new TemplateReader(assembly(templates), cluster);
        Infrastructure synthesized = reader.infrastructure();
        Infrastructure infrastructure =
                nodeGroups
                        .map(file ->
                                new Infrastructure(
                                        described(file, cluster), synthesized.identities()))
                        .orElse(synthesized);
        return new Subject(
                environment, today, manifests(manifests, reader), Optional.of(infrastructure));
    }

    private static CloudAssembly assembly(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
            throw new BadInputException(
                    "%s has no manifest.json; allowed: a folder that ./plimsoll synth or npx cdk synth wrote"
                            .formatted(folder));
        }
        try {
            return CloudAssembly.read(folder);
        } catch (JacksonException e) {
            throw new BadInputException(
                    "%s holds a file that is not JSON: %s"
                            .formatted(folder, e.getOriginalMessage()));
        }
    }

    private static Manifests manifests(Path folder, TemplateReader reader) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    "%s is no folder; allowed: one that ./plimsoll manifests wrote"
                            .formatted(folder));
        }
        io.plimsoll.demo.world.Manifests read =
                io.plimsoll.demo.world.Manifests.read(folder, reader.addons());
        return new Manifests(read.all(HasMetadata.class), Optional.of(read::pod));
    }

    /** The groups of the cluster's node groups; EKS tags each with both names. */
    private static List<ScalingGroup> described(Path file, String cluster) {
        return NodeGroupFiles.described(file).stream()
                .map(SubjectFiles::tags)
                .filter(tags -> cluster.equals(tags.get(CLUSTER)) && tags.containsKey(NODE_GROUP))
                .map(tags ->
                        new ScalingGroup(
                                tags.getOrDefault(NODE_GROUP, ""),
                                new TreeMap<>(tags),
                                Optional.empty()))
                .toList();
    }

    private static Map<String, String> tags(AutoScalingGroup group) {
        return GroupSelection.tagsOf(group);
    }
}
