package io.plimsoll.autoscaler.app.real;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.plimsoll.environment.tags.DiscoveryTags;
import io.plimsoll.testbed.ControlPlane;
import io.plimsoll.testbed.EmulatedAws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A real control plane with a node's DaemonSets, and an emulated AWS, in which nothing fails.
 *
 * @param rights that the manifests grant, and what was refused beyond them
 */
record QuietStage(
        ControlPlane plane,
        KubernetesClient client,
        EmulatedAws aws,
        ManifestRights rights,
        Cluster cluster)
        implements AutoCloseable {

    /** Skips the test, and loudly so, where there is no control plane to be had. */
    static QuietStage set() throws Exception {
        Optional<ControlPlane> started = ControlPlane.start(ManifestRights.auditing());
        Assumptions.assumeTrue(started.isPresent(), "no control plane");
        ControlPlane plane = started.orElseThrow();
        KubernetesClient client =
                new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
                        .build();
        Cluster cluster = new Cluster(client);
        cluster.apply("daemons.yaml");
        return new QuietStage(
                plane, client, EmulatedAws.start(), ManifestRights.grant(client), cluster);
    }

    /**
     * @param flags beside those that say where it is
     */
    AutoscalerUnderTest autoscaler(String... flags) throws IOException {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--cloud-provider=aws",
                                "--namespace=" + ManifestRights.NAMESPACE,
                                "--node-group-auto-discovery="
                                        + DiscoveryTags.autoDiscovery(KongGroup.CLUSTER),
                                "--kubeconfig=" + rights.kubeconfig(client)));
        all.addAll(List.of(flags));
        return AutoscalerUnderTest.start(aws.environment(KongGroup.REGION.id()), all);
    }

    @Override
    public void close() {
        try (plane;
                client;
                aws) {
            // In this order, the last first.
        }
    }
}
