package io.plimsoll.autoscaler.app.live;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.kubernetes.KubernetesCluster;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import java.time.Duration;
import java.util.Optional;

/** The cluster of the current kube context, by the watches that {@code run} has. Reads alone. */
public final class LiveCluster implements AutoCloseable {

    private static final Duration FIRST_LIST = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final KubernetesCluster cluster;

    private LiveCluster(KubernetesClient client, KubernetesCluster cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /**
     * Returns when everything has been listed once.
     *
     * @param news is called on threads of the watches and must not block
     * @throws InvalidInputException where there is no context, or it does not answer
     */
    public static LiveCluster open(FlagValues flags, Runnable news) {
        Config config = LiveWorld.config(flags);
        if (config.getCurrentContext() == null && !isNamed(flags)) {
            throw new InvalidInputException(
                    "no cluster to read: there is no current kube context; allowed: --cluster FILE, --kubeconfig FILE, or kubectl config use-context");
        }
        config.setRequestRetryBackoffLimit(0);
        KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
        try {
            var _ = client.getKubernetesVersion();
            return new LiveCluster(
                    client,
                    KubernetesCluster.start(
                            client,
                            LiveWorld.NEVER,
                            _ -> news.run(),
                            new Outages(),
                            new ClusterWatches.Scope(FIRST_LIST, priorities(flags))));
        } catch (KubernetesClientException | ClusterException failure) {
            client.close();
            throw new InvalidInputException(
                    "the cluster at %s cannot be read: %s; allowed: another context, or --cluster FILE"
                            .formatted(config.getMasterUrl(), LiveWorld.oneLine(failure)));
        }
    }

    private static Optional<String> priorities(FlagValues flags) {
        return Optional.of(flags.string("namespace").orElse("kube-system"))
                .filter(_ -> flags.csv("expander").contains("priority"));
    }

    /** By a flag, or because the process runs in it. */
    private static boolean isNamed(FlagValues flags) {
        return flags.string("kubernetes").isPresent()
                || (flags.string("kubeconfig").isEmpty()
                        && System.getenv("KUBERNETES_SERVICE_HOST") != null);
    }

    /** As the watches know it now. */
    public Cluster observe() {
        return cluster.observe();
    }

    @Override
    public void close() {
        cluster.close();
        client.close();
    }
}
