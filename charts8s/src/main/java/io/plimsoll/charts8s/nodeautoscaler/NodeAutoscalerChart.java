package io.plimsoll.charts8s.nodeautoscaler;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.DisruptionBudget;
import io.plimsoll.charts8s.object.Traffic;
import io.plimsoll.environment.ClusterOptions.Identity;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The one node autoscaler that the environment chooses. */
public final class NodeAutoscalerChart {

    private static final String CHART = "autoscaler";

    /** EKS User Guide, "Understand how EKS Pod Identity works". */
    private static final String POD_IDENTITY_AGENT = "169.254.170.23";

    private NodeAutoscalerChart() {}

    public static ChartManifest of(Environment environment) {
        return switch (environment.workloads().autoscaler().program().kind()) {
            case PLIMSOLL, CLUSTER_AUTOSCALER -> new ChartManifest(CHART, deployed(environment));
            case KARPENTER -> new ChartManifest(CHART, KarpenterPools.of(environment));
        };
    }

    /** Who the pods of a deployed autoscaler are. */
    public static AppIdentity identity(Environment environment) {
        SharedNames names = new SharedNames(environment);
        return new AppIdentity(
                names.autoscalerDeployment(), "node-autoscaler", names.autoscalerNamespace());
    }

    private static List<HasMetadata> deployed(Environment environment) {
        SharedNames names = new SharedNames(environment);
        AppIdentity identity = identity(environment);
        String account = names.autoscalerServiceAccount();
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(
                new ServiceAccountBuilder()
                        .withMetadata(
                                new ObjectMetaBuilder(identity.metadata(account))
                                        .addToAnnotations(
                                                names.autoscalerServiceAccountAnnotations())
                                        .build())
                        .withAutomountServiceAccountToken(false)
                        .build());
        objects.addAll(NodeAutoscalerAccess.of(environment, identity));
        SortedMap<String, List<String>> priorities =
                environment.workloads().autoscaler().program().priorities();
        if (!priorities.isEmpty()) {
            objects.add(
                    new ConfigMapBuilder()
                            .withMetadata(identity.metadata(NodeAutoscalerAccess.PRIORITIES))
                            .addToData("priorities", text(priorities))
                            .build());
        }
        objects.add(NodeAutoscalerDeployment.of(environment, identity));
        objects.add(DisruptionBudget.oneAtATime(identity, identity.name()));
        objects.add(
                Traffic.policy(
                        identity,
                        identity.name(),
                        List.of(Traffic.fromCluster(NodeAutoscalerDeployment.METRICS_PORT)),
                        calls(environment)));
        return objects;
    }

    /** As upstream's expander reads it: YAML of numbers with lists of patterns. */
    private static String text(SortedMap<String, List<String>> priorities) {
        return priorities.entrySet().stream()
                .sorted(
                        Comparator.comparing(
                                entry -> Integer.valueOf(entry.getKey()),
                                Comparator.reverseOrder()))
                .map(entry ->
                        entry.getKey()
                                + ":\n"
                                + entry.getValue().stream()
                                        .map(pattern ->
                                                "  - '" + pattern.replace("'", "''") + "'\n")
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    /** The API server and AWS, and on the node the agent that hands out the role. */
    private static List<NetworkPolicyEgressRule> calls(Environment environment) {
        List<NetworkPolicyEgressRule> calls =
                new ArrayList<>(List.of(Traffic.toDns(), Traffic.toAnywhere(443)));
        if (environment.cluster().options().identity() == Identity.POD_IDENTITY) {
            calls.add(Traffic.toAddress(POD_IDENTITY_AGENT, 80));
        }
        return calls;
    }
}
