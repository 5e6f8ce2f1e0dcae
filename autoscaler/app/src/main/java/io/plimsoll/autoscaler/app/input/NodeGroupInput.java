package io.plimsoll.autoscaler.app.input;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.aws.file.NodeGroupFiles;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Node groups from files, in place of those that there are. */
public final class NodeGroupInput {

    @Option(
            names = "--node-groups",
            paramLabel = "FILE",
            description =
                    "What aws autoscaling describe-auto-scaling-groups prints, in place of the groups"
                            + " that there are.")
    private @Nullable Path groups;

    @Option(
            names = "--launch-templates",
            paramLabel = "FILE",
            description = "What aws ec2 describe-launch-template-versions prints.")
    private @Nullable Path launchTemplates;

    @Option(
            names = "--managed-node-groups",
            paramLabel = "FILE",
            description = "What aws eks describe-nodegroup prints, for several groups in a row.")
    private @Nullable Path managedNodeGroups;

    @Option(
            names = "--instance-types",
            paramLabel = "FILE",
            description =
                    "What aws ec2 describe-instance-types prints; default: a built-in catalogue.")
    private @Nullable Path instanceTypes;

    @Option(
            names = "--on-demand-prices",
            paramLabel = "FILE",
            description =
                    "What aws pricing get-products prints of one region; default: a built-in list of us-east-1.")
    private @Nullable Path onDemandPrices;

    @Option(
            names = "--spot-prices",
            paramLabel = "FILE",
            description =
                    "What aws ec2 describe-spot-price-history prints; without it no Spot price is known.")
    private @Nullable Path spotPrices;

    public boolean isGiven() {
        return groups != null;
    }

    /**
     * @param err for one sentence about each thing that was left out
     * @param why a file that goes with the groups' needs theirs: the end of a sentence, or empty
     * @return empty where none are given
     * @throws InvalidInputException when a file cannot be read, or has no groups to go with
     */
    public Optional<List<NodeGroup>> read(FlagValues flags, PrintWriter err, String why) {
        if (groups == null) {
            refuse("--launch-templates", launchTemplates, why);
            refuse("--managed-node-groups", managedNodeGroups, why);
            refuse("--instance-types", instanceTypes, why);
            refuse("--on-demand-prices", onDemandPrices, why);
            refuse("--spot-prices", spotPrices, why);
            return Optional.empty();
        }
        NodeGroupFiles.Contents read =
                new NodeGroupFiles(
                                groups,
                                Optional.ofNullable(launchTemplates),
                                Optional.ofNullable(managedNodeGroups),
                                Optional.ofNullable(instanceTypes),
                                new NodeGroupFiles.Prices(
                                        Optional.ofNullable(onDemandPrices),
                                        Optional.ofNullable(spotPrices)))
                        .read(flags.groupSelection());
        read.notes().forEach(err::println);
        return Optional.of(read.groups());
    }

    private static void refuse(String option, @Nullable Path file, String why) {
        if (file != null) {
            throw new InvalidInputException(option + " needs --node-groups FILE" + why);
        }
    }
}
