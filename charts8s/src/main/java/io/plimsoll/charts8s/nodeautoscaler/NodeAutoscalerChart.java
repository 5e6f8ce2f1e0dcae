package io.plimsoll.charts8s.nodeautoscaler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.DisruptionBudget;
import io.plimsoll.charts8s.object.Traffic;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.ArrayList;
import java.util.List;

/** Plimsoll's own node autoscaler. */
public final class NodeAutoscalerChart {

    private NodeAutoscalerChart() {}

    public static ChartManifest of(Environment environment) {
        SharedNames names = new SharedNames(environment);
        AppIdentity identity =
                new AppIdentity(
                        names.autoscalerDeployment(),
                        "node-autoscaler",
                        names.autoscalerNamespace());
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(
                new ServiceAccountBuilder()
                        .withMetadata(
                                new ObjectMetaBuilder(
                                                identity.metadata(names.autoscalerServiceAccount()))
                                        .addToAnnotations(
                                                "eks.amazonaws.com/role-arn",
                                                names.autoscalerRoleArn())
                                        .build())
                        .withAutomountServiceAccountToken(false)
                        .build());
        objects.addAll(NodeAutoscalerAccess.of(identity, names.autoscalerServiceAccount()));
        objects.add(NodeAutoscalerDeployment.of(environment, identity));
        objects.add(DisruptionBudget.oneAtATime(identity, identity.name()));
        objects.add(
                Traffic.policy(
                        identity,
                        identity.name(),
                        List.of(Traffic.fromCluster(NodeAutoscalerDeployment.METRICS_PORT)),
                        List.of(Traffic.toDns(), Traffic.toAnywhere(443))));
        return new ChartManifest("autoscaler", objects);
    }
}
