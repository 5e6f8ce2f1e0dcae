package io.plimsoll.autoscaler.app.live;

import io.fabric8.kubernetes.client.Config;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.aws.CacheAge;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.live.LivePrices;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The node groups of the account whose credentials are at hand. Reads alone. */
public final class LiveGroups implements AutoCloseable {

    private static final String TAG = "k8s.io/cluster-autoscaler/";

    /** As {@code aws eks update-kubeconfig} and {@code eksctl} name clusters in a kubeconfig. */
    private static final Pattern CLUSTER =
            Pattern.compile(
                    "arn:aws[a-z-]*:eks:[^:]+:\\d+:cluster/(?<arn>.+)|(?<eksctl>[^.]+)\\..+\\.eksctl\\.io");

    /** Longer than the question that fails takes, after which the others are not asked. */
    private static final Duration FIRST_PRICES = Duration.ofMinutes(1);

    private final AwsClients aws;
    private final LivePrices prices;
    private final CloudProvider cloud;

    private LiveGroups(AwsClients aws, LivePrices prices, CloudProvider cloud) {
        this.aws = aws;
        this.prices = prices;
        this.cloud = cloud;
    }

    /**
     * @param err for how the groups were chosen, where no flag says which
     * @throws InvalidInputException where there is no region
     */
    public static LiveGroups open(FlagValues flags, PrintWriter err) {
        GroupSelection selection = flags.groupSelection();
        if (selection.isEmpty()) {
            String tags = tags(flags);
            selection = GroupSelection.parse(List.of(), List.of(tags));
            err.println("Node groups are those of --node-group-auto-discovery=" + tags);
        }
        AwsClients aws = Connections.aws(flags, LiveWorld.NEVER, List.of());
        InstantSource clock = InstantSource.system();
        LivePrices prices = Connections.prices(flags, aws, List.of(), clock, FIRST_PRICES);
        return new LiveGroups(
                aws,
                prices,
                Connections.cloud(flags, selection, aws, prices, CacheAge.OF_ANOTHERS, clock));
    }

    /**
     * @param err for a sentence where there is none
     * @throws InvalidInputException where AWS does not answer
     */
    public List<NodeGroup> nodeGroups(PrintWriter err) {
        try {
            List<NodeGroup> groups = cloud.nodeGroups();
            if (groups.isEmpty()) {
                err.println("No node group found: see --nodes and --node-group-auto-discovery");
            }
            return groups;
        } catch (CloudException failure) {
            throw new InvalidInputException(
                    "the node groups cannot be read from AWS: %s; allowed: AWS credentials and a region, or --node-groups FILE"
                            .formatted(LiveWorld.oneLine(failure)));
        }
    }

    /** Those that EKS gives each managed node group. */
    private static String tags(FlagValues flags) {
        return clusterName(LiveWorld.config(flags))
                .map(name -> "asg:tag=%senabled,%s%s".formatted(TAG, TAG, name))
                .orElse("asg:tag=%senabled".formatted(TAG));
    }

    /** Empty where the context does not say it. */
    private static Optional<String> clusterName(Config config) {
        return Optional.ofNullable(config.getCurrentContext())
                .map(context -> String.valueOf(context.getContext().getCluster()))
                .map(CLUSTER::matcher)
                .filter(Matcher::matches)
                .map(found ->
                        found.group("arn") == null ? found.group("eksctl") : found.group("arn"));
    }

    @Override
    public void close() {
        prices.close();
        aws.close();
    }
}
