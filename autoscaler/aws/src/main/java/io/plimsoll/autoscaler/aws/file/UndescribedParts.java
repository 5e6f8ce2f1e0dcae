package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.discovery.SelectedGroup;
import io.plimsoll.autoscaler.aws.template.LaunchTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What no file says of the next node of a group. A group that has nodes shows what they are like;
 * only those without any are told.
 */
final class UndescribedParts {

    private static final String NODE_TEMPLATE = "k8s.io/cluster-autoscaler/node-template/";

    /** Groups in one note. */
    private static final int MOST = 20;

    private UndescribedParts() {}

    static List<String> notes(
            List<SelectedGroup> groups,
            FileLaunchTemplates templates,
            FileManagedNodeGroups managed) {
        List<String> notes = new ArrayList<>();
        named(groups, group -> launchTemplate(group, templates))
                .ifPresent(names ->
                        notes.add(
                                "No file has the launch templates of %s, so their nodes may be other than planned; give what %s prints with --launch-templates"
                                        .formatted(names, FileLaunchTemplates.COMMAND)));
        named(groups, group -> nodeGroup(group, managed))
                .ifPresent(names ->
                        notes.add(
                                "Labels and taints are not known of %s; give what %s prints with --managed-node-groups"
                                        .formatted(names, FileManagedNodeGroups.COMMAND)));
        return notes;
    }

    private static Optional<String> named(
            List<SelectedGroup> groups, Function<SelectedGroup, Optional<String>> lacking) {
        List<String> names =
                groups.stream()
                        .filter(group -> group.group().instances().isEmpty())
                        .flatMap(group ->
                                lacking
                                        .apply(group)
                                        .map(part -> "%s (%s)".formatted(group.name(), part))
                                        .stream())
                        .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String shown = String.join("; ", names.subList(0, Math.min(MOST, names.size())));
        return Optional.of(
                names.size() > MOST
                        ? "%s and %d more".formatted(shown, names.size() - MOST)
                        : shown);
    }

    private static Optional<String> launchTemplate(
            SelectedGroup group, FileLaunchTemplates templates) {
        return LaunchTemplates.wantedBy(group.group())
                .filter(wanted -> templates.find(wanted).isEmpty())
                .map(LaunchTemplates::label);
    }

    /** Tags may say what EKS would. */
    private static Optional<String> nodeGroup(SelectedGroup group, FileManagedNodeGroups managed) {
        Map<String, String> tags = GroupSelection.tagsOf(group.group());
        String cluster = tags.get("eks:cluster-name");
        String name = tags.get("eks:nodegroup-name");
        boolean known =
                cluster == null
                        || name == null
                        || managed.find(cluster, name).isPresent()
                        || tags.keySet().stream()
                                .anyMatch(key ->
                                        key.startsWith(NODE_TEMPLATE + "label/")
                                                || key.startsWith(NODE_TEMPLATE + "taint/"));
        return known ? Optional.empty() : Optional.of("EKS node group " + name);
    }
}
