package io.plimsoll.autoscaler.app.live;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetrics;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.aws.CacheAge;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.kubernetes.KubernetesCluster;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** What {@code run} would observe now. Reads alone: both adapters refuse to write for it. */
public final class LiveWorld {

    private static final Leadership NEVER = _ -> false;
    private static final Duration FIRST_LIST = Duration.ofMinutes(1);
    private static final String TAG = "k8s.io/cluster-autoscaler/";

    /** As {@code aws eks update-kubeconfig} and {@code eksctl} name clusters in a kubeconfig. */
    private static final Pattern CLUSTER =
            Pattern.compile(
                    "arn:aws[a-z-]*:eks:[^:]+:\\d+:cluster/(?<arn>.+)|(?<eksctl>[^.]+)\\..+\\.eksctl\\.io");

    private LiveWorld() {}

    /**
     * @throws InvalidInputException where there is no context, or it does not answer
     */
    public static Cluster cluster(FlagValues flags) {
        Config config = config(flags);
        if (config.getCurrentContext() == null && !isNamed(flags)) {
            throw new InvalidInputException(
                    "no cluster to read: there is no current kube context; allowed: --cluster FILE, --kubeconfig FILE, or kubectl config use-context");
        }
        config.setRequestRetryBackoffLimit(0);
        try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
            var _ = client.getKubernetesVersion();
            Optional<String> priorities =
                    flags.csv("expander").contains("priority")
                            ? Optional.of(flags.string("namespace").orElse("kube-system"))
                            : Optional.empty();
            try (KubernetesCluster cluster =
                    KubernetesCluster.start(
                            client,
                            NEVER,
                            _ -> {},
                            new Outages(),
                            new ClusterWatches.Scope(FIRST_LIST, priorities))) {
                return cluster.observe();
            }
        } catch (KubernetesClientException | ClusterException failure) {
            throw new InvalidInputException(
                    "the cluster at %s cannot be read: %s; allowed: another context, or --cluster FILE"
                            .formatted(config.getMasterUrl(), oneLine(failure)));
        }
    }

    /**
     * @param err for how the groups were chosen, where no flag says which
     * @throws InvalidInputException where there is no region, or AWS does not answer
     */
    public static List<NodeGroup> nodeGroups(FlagValues flags, PrintWriter err) {
        GroupSelection given = flags.groupSelection();
        String tags = given.isEmpty() ? tags(flags) : "";
        GroupSelection selection =
                given.isEmpty() ? GroupSelection.parse(List.of(), List.of(tags)) : given;
        try (AwsClients aws = Connections.aws(flags, NEVER, new ExecutionInterceptor() {})) {
            List<NodeGroup> groups =
                    Connections.cloud(
                                    flags, selection, aws, CacheAge.DEFAULT, InstantSource.system())
                            .nodeGroups();
            if (given.isEmpty()) {
                err.println("Node groups are those of --node-group-auto-discovery=" + tags);
            }
            if (groups.isEmpty()) {
                err.println("No node group found: see --nodes and --node-group-auto-discovery");
            }
            return groups;
        } catch (CloudException failure) {
            throw new InvalidInputException(
                    "the node groups cannot be read from AWS: %s; allowed: AWS credentials and a region, or --node-groups FILE"
                            .formatted(oneLine(failure)));
        }
    }

    /** By node; none where there is no metrics-server, or it may not be asked. */
    public static Map<String, NodeUsage> nodeUsage(FlagValues flags) {
        Config config = config(flags);
        config.setRequestRetryBackoffLimit(0);
        Map<String, NodeUsage> usage = new HashMap<>();
        try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
            for (NodeMetrics node : client.top().nodes().metrics().getItems()) {
                usage.put(
                        node.getMetadata().getName(),
                        new NodeUsage(
                                amount(node, "cpu").movePointRight(3).longValue(),
                                amount(node, "memory").longValue()));
            }
        } catch (KubernetesClientException none) {
            return Map.of();
        }
        return usage;
    }

    private static BigDecimal amount(NodeMetrics node, String resource) {
        return Optional.ofNullable(node.getUsage().get(resource))
                .map(Quantity::getNumericalAmount)
                .orElse(BigDecimal.ZERO);
    }

    /** Those that EKS gives each managed node group. */
    private static String tags(FlagValues flags) {
        return clusterName(config(flags))
                .map(name -> "asg:tag=%senabled,%s%s".formatted(TAG, TAG, name))
                .orElse("asg:tag=%senabled".formatted(TAG));
    }

    /** By a flag, or because the process runs in it. */
    private static boolean isNamed(FlagValues flags) {
        return flags.string("kubernetes").isPresent()
                || (flags.string("kubeconfig").isEmpty()
                        && System.getenv("KUBERNETES_SERVICE_HOST") != null);
    }

    private static Config config(FlagValues flags) {
        try {
            return Connections.config(flags);
        } catch (KubernetesClientException | IllegalArgumentException failure) {
            throw new InvalidInputException("the kubeconfig cannot be read: " + oneLine(failure));
        }
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

    private static String oneLine(RuntimeException failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String text = String.valueOf(failure.getMessage());
        String cause = String.valueOf(last.getMessage());
        String all = text.contains(cause) ? text : text + " (" + cause + ")";
        // The SDK goes on to list all that it tried.
        return all.replaceFirst(" from any of the providers.*", "")
                .lines()
                .findFirst()
                .orElse("no reason given")
                .strip();
    }
}
