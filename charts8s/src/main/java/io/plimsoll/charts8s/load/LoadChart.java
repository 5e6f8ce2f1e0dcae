package io.plimsoll.charts8s.load;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.plimsoll.charts8s.kong.KongChart;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.Traffic;
import io.plimsoll.charts8s.upstream.UpstreamChart;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.LoadConfig;
import java.util.ArrayList;
import java.util.List;

/** A Job for each load profile, on the load group. */
public final class LoadChart {

    static final String NAME = "load";
    static final AppIdentity IDENTITY =
            new AppIdentity(NAME, "load-generator", UpstreamChart.NAMESPACE);

    private LoadChart() {}

    public static ChartManifest of(Environment environment) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(
                new ServiceAccountBuilder()
                        .withMetadata(IDENTITY.metadata(NAME))
                        .withAutomountServiceAccountToken(false)
                        .build());
        if (environment.workloads().load().tool() == LoadConfig.Tool.K6) {
            objects.add(
                    new ConfigMapBuilder()
                            .withMetadata(IDENTITY.metadata(LoadContainer.SCRIPT))
                            .addToData(LoadScript.FILE, LoadScript.TEXT)
                            .build());
        }
        objects.add(
                Traffic.policy(
                        IDENTITY,
                        NAME,
                        List.of(),
                        List.of(
                                Traffic.toDns(),
                                Traffic.toPods(KongChart.identity(environment), 8000))));
        environment
                .workloads()
                .load()
                .profiles()
                .forEach((name, profile) -> objects.add(LoadJob.of(environment, name, profile)));
        return new ChartManifest(NAME, objects);
    }
}
