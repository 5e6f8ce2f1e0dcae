package io.plimsoll.charts8s.platform;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.upstream.UpstreamChart;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The namespaces that a new cluster lacks, held to the pod security standard "restricted". */
public final class NamespacesChart {

    private static final Set<String> THERE_FROM_THE_START = Set.of("default", "kube-system");

    private NamespacesChart() {}

    public static ChartManifest of(Environment environment) {
        Set<String> names = new TreeSet<>();
        KongConfig kong = environment.workloads().kong();
        names.add(kong.image().namespace());
        names.add(environment.workloads().autoscaler().namespace());
        names.add(UpstreamChart.NAMESPACE);
        names.removeAll(THERE_FROM_THE_START);
        String gated = kong.isBalanced() ? kong.image().namespace() : "";
        return new ChartManifest(
                "namespaces",
                names.stream().map(name -> namespace(name, name.equals(gated))).toList());
    }

    /**
     * @param gated whether the AWS Load Balancer Controller shall keep new pods from being Ready
     *     until the load balancer reaches them
     */
    private static HasMetadata namespace(String name, boolean gated) {
        Map<String, String> labels =
                gated ? Map.of("elbv2.k8s.aws/pod-readiness-gate-inject", "enabled") : Map.of();
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("app.kubernetes.io/managed-by", "cdk8s")
                .addToLabels("app.kubernetes.io/part-of", "plimsoll")
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .addToLabels("pod-security.kubernetes.io/warn", "restricted")
                .addToLabels(labels)
                .endMetadata()
                .build();
    }
}
