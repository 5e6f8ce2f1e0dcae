package io.plimsoll.charts8s.platform;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.upstream.UpstreamChart;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The namespaces that a new cluster lacks, held to the pod security standard "restricted"; one that
 * is there already may have pods that it would refuse when they start anew.
 */
public final class NamespacesChart {

    private static final Set<String> THERE_FROM_THE_START = Set.of("default", "kube-system");

    private static final String POD_SECURITY = "pod-security.kubernetes.io/";
    private static final String RESTRICTED = "restricted";

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
                names.stream()
                        .map(name -> namespace(name, labels(environment, name.equals(gated))))
                        .toList());
    }

    /**
     * @param gated whether the AWS Load Balancer Controller shall keep new pods from being Ready
     *     until the load balancer reaches them
     */
    private static SortedMap<String, String> labels(Environment environment, boolean gated) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("app.kubernetes.io/managed-by", "cdk8s");
        labels.put("app.kubernetes.io/part-of", "plimsoll");
        labels.put(POD_SECURITY + "warn", RESTRICTED);
        switch (environment.workloads().addOns().workloads().podSecurity()) {
            case ENFORCE -> labels.put(POD_SECURITY + "enforce", RESTRICTED);
            case WARN -> labels.put(POD_SECURITY + "audit", RESTRICTED);
        }
        if (gated) {
            labels.put("elbv2.k8s.aws/pod-readiness-gate-inject", "enabled");
        }
        return labels;
    }

    private static HasMetadata namespace(String name, SortedMap<String, String> labels) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build();
    }
}
