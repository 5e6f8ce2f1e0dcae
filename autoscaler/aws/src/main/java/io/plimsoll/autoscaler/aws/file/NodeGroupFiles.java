package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.GroupMapping;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.discovery.SelectedGroup;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.aws.template.TemplateSources;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.environment.input.InvalidFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that describe node groups, in place of an account.
 *
 * @param groups what {@code aws autoscaling describe-auto-scaling-groups} prints
 * @param launchTemplates what {@code aws ec2 describe-launch-template-versions} prints
 * @param managedNodeGroups what {@code aws eks describe-nodegroup} prints, for several groups one
 *     after the other or as a list
 * @param instanceTypes what {@code aws ec2 describe-instance-types} prints; types that it lacks, or
 *     all without it, come from the built-in catalogue
 */
public record NodeGroupFiles(
        Path groups,
        Optional<Path> launchTemplates,
        Optional<Path> managedNodeGroups,
        Optional<Path> instanceTypes,
        Prices prices) {

    /**
     * @param onDemand what {@code aws pricing get-products} prints of one region; types that it
     *     lacks, or all without it, have the built-in list's prices
     * @param spot what {@code aws ec2 describe-spot-price-history} prints; without it no Spot price
     *     is known
     */
    public record Prices(Optional<Path> onDemand, Optional<Path> spot) {
        public static final Prices BUILT_IN = new Prices(Optional.empty(), Optional.empty());
    }

    /**
     * @param notes one sentence for each thing that is not whole, or that the groups need and no
     *     file has
     */
    public record Contents(List<NodeGroup> groups, List<String> notes) {}

    /**
     * @param selection when empty, all groups of the file are ours
     * @throws InvalidFileException naming file, field, value and what is allowed
     */
    public Contents read(GroupSelection selection) {
        DescribedGroups described = DescribedGroups.read(groups);
        FileLaunchTemplates templates =
                launchTemplates.map(FileLaunchTemplates::read).orElse(FileLaunchTemplates.NONE);
        FileManagedNodeGroups managed =
                managedNodeGroups
                        .map(FileManagedNodeGroups::read)
                        .orElse(FileManagedNodeGroups.NONE);
        FileInstanceShapes shapes =
                instanceTypes.map(FileInstanceShapes::read).orElse(FileInstanceShapes.BUILT_IN);
        FileInstancePrices costs = FileInstancePrices.read(prices.onDemand(), prices.spot());
        GroupMapping mapping =
                new GroupMapping(
                        new NodeTemplates(
                                new TemplateSources(templates, shapes, managed, costs.prices())));
        List<SelectedGroup> selected = described.select(selection);
        List<String> notes =
                Stream.of(
                                described.notes(),
                                templates.notes(),
                                shapes.notes(),
                                costs.notes(),
                                described.unselected(selection),
                                UndescribedParts.notes(selected, templates, managed))
                        .flatMap(List::stream)
                        .toList();
        return new Contents(selected.stream().map(mapping::toNodeGroup).toList(), notes);
    }
}
