package io.plimsoll.charts8s.nodeautoscaler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.DisruptionBudget;
import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.Environment;
import java.util.ArrayList;
import java.util.List;

/** Plimsoll's own node autoscaler. */
public final class NodeAutoscalerChart {

    static final String NAME = "plimsoll-autoscaler";

    private NodeAutoscalerChart() {}

    public static ChartManifest of(Environment environment) {
        AutoscalerConfig autoscaler = environment.workloads().autoscaler();
        AppIdentity identity = new AppIdentity(NAME, "node-autoscaler", autoscaler.namespace());
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(
                new ServiceAccountBuilder()
                        .withMetadata(
                                new ObjectMetaBuilder(
                                                identity.metadata(autoscaler.serviceAccount()))
                                        .addToAnnotations(
                                                "eks.amazonaws.com/role-arn",
                                                AutoscalerRole.arn(environment))
                                        .build())
                        .withAutomountServiceAccountToken(false)
                        .build());
        objects.addAll(NodeAutoscalerAccess.of(identity, autoscaler.serviceAccount()));
        objects.add(NodeAutoscalerDeployment.of(environment, identity));
        objects.add(DisruptionBudget.oneAtATime(identity, NAME));
        return new ChartManifest("autoscaler", objects);
    }
}
