package io.plimsoll.cli.subject;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.aws.assembly.CloudAssembly;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.file.DescribedGroups;
import io.plimsoll.checks.Subject;
import io.plimsoll.checks.change.Template;
import io.plimsoll.checks.infrastructure.Infrastructure;
import io.plimsoll.checks.infrastructure.ScalingGroup;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.input.InvalidFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what is checked besides the environment. */
public final class SubjectFiles {

    private static final String CLUSTER = "eks:cluster-name";
    private static final String NODE_GROUP = "eks:nodegroup-name";

    private SubjectFiles() {}

    /**
     * What there is to check.
     *
     * @param notes one sentence for each thing that was left out or is not whole
     */
    public record Read(Subject subject, List<String> notes) {}

    /**
     * @param templates a cloud assembly
     * @param manifests a folder of YAML and JSON files, or one of them
     * @param nodeGroups a file in place of the templates' groups
     * @throws InvalidFileException naming what cannot be read, and what can
     */
    public static Read read(
            Environment environment,
            LocalDate today,
            Path templates,
            Path manifests,
            Optional<Path> nodeGroups) {
        String cluster = environment.cluster().name();
        TemplateReader reader = new TemplateReader(CloudAssembly.read(templates), cluster);
        Infrastructure synthesized = reader.infrastructure();
        io.plimsoll.demo.world.ManifestFiles read =
                io.plimsoll.demo.world.ManifestFiles.read(manifests, reader.addons());
        Optional<DescribedGroups> described = nodeGroups.map(DescribedGroups::read);
        List<ScalingGroup> groups =
                described
                        .map(groupsOfFile -> ofCluster(groupsOfFile, cluster))
                        .orElse(synthesized.groups());
        List<String> notes = new ArrayList<>(read.notes());
        described.ifPresent(file -> {
            notes.addAll(file.notes());
            if (groups.isEmpty()) {
                throw new InvalidFileException(file.file(), noGroups(file, cluster));
            }
        });
        Subject subject =
                new Subject(
                        environment,
                        today,
                        new Manifests(read.all(HasMetadata.class), Optional.of(read::pod)),
                        Optional.of(new Infrastructure(groups, synthesized.identities())));
        return new Read(subject, notes);
    }

    /**
     * Versions of a cluster's add-ons by name, those that EKS chooses left out.
     *
     * @param templates a cloud assembly
     */
    public static Map<String, String> addonVersions(Path templates, String cluster) {
        Map<String, String> versions =
                new TreeMap<>(
                        new TemplateReader(CloudAssembly.read(templates), cluster).addonVersions());
        versions.values().removeIf(String::isEmpty);
        return versions;
    }

    /**
     * @param folder a cloud assembly
     * @throws InvalidFileException when it is none
     */
    public static List<Template> templates(Path folder) {
        return CloudAssembly.read(folder).bodies().entrySet().stream()
                .map(body -> Template.of(body.getKey(), body.getValue()))
                .toList();
    }

    /** Where nothing can be checked, nothing is found, which is no good news. */
    private static String noGroups(DescribedGroups file, String cluster) {
        return file.groups().isEmpty()
                ? "holds no Auto Scaling group, so no group can be checked; ask AWS in the cluster's account and region"
                : "none of its %d groups has the tags %s=%s and %s, so no group can be checked"
                        .formatted(file.groups().size(), CLUSTER, cluster, NODE_GROUP);
    }

    /** The groups of the cluster's node groups; EKS tags each with both names. */
    private static List<ScalingGroup> ofCluster(DescribedGroups file, String cluster) {
        return file.groups().stream()
                .map(GroupSelection::tagsOf)
                .filter(tags -> cluster.equals(tags.get(CLUSTER)) && tags.containsKey(NODE_GROUP))
                .map(tags ->
                        new ScalingGroup(
                                tags.getOrDefault(NODE_GROUP, ""),
                                new TreeMap<>(tags),
                                Optional.empty()))
                .toList();
    }
}
