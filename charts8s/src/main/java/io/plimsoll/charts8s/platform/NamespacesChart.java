package io.plimsoll.charts8s.platform;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.upstream.UpstreamChart;
import io.plimsoll.environment.Environment;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The namespaces that a new cluster lacks, held to the pod security standard "restricted". */
public final class NamespacesChart {

    private static final Set<String> THERE_FROM_THE_START = Set.of("default", "kube-system");

    private NamespacesChart() {}

    public static ChartManifest of(Environment environment) {
        Set<String> names = new TreeSet<>();
        names.add(environment.workloads().kong().image().namespace());
        names.add(environment.workloads().autoscaler().namespace());
        names.add(UpstreamChart.NAMESPACE);
        names.removeAll(THERE_FROM_THE_START);
        return new ChartManifest(
                "namespaces", List.copyOf(names.stream().map(NamespacesChart::namespace).toList()));
    }

    private static HasMetadata namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("app.kubernetes.io/managed-by", "cdk8s")
                .addToLabels("app.kubernetes.io/part-of", "plimsoll")
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .addToLabels("pod-security.kubernetes.io/warn", "restricted")
                .endMetadata()
                .build();
    }
}
