package io.plimsoll.autoscaler.app.live;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetrics;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.engine.port.Leadership;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the current kube context leads, and what its nodes use now. */
public final class LiveWorld {

    /** Who looks changes nothing: both adapters refuse to write. */
    static final Leadership NEVER = _ -> false;

    private LiveWorld() {}

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

    /** The current context's name, or the API server's address where there is none. */
    public static String context(FlagValues flags) {
        Config config = config(flags);
        return config.getCurrentContext() == null
                ? config.getMasterUrl()
                : config.getCurrentContext().getName();
    }

    static Config config(FlagValues flags) {
        try {
            return Connections.config(flags);
        } catch (KubernetesClientException | IllegalArgumentException failure) {
            throw new InvalidInputException("the kubeconfig cannot be read: " + oneLine(failure));
        }
    }

    static String oneLine(RuntimeException failure) {
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
