package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.DisruptionBudget;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.names.SharedNames;
import java.util.ArrayList;
import java.util.List;

/**
 * The data plane with everything that belongs to it. Objects are named as the Kong chart names
 * those of a release {@code kong}, so that commands written for it work here.
 */
public final class KongChart {

    private KongChart() {}

    public static ChartManifest of(Environment environment) {
        SharedNames names = new SharedNames(environment);
        AppIdentity identity = identity(environment);
        KongConfig kong = environment.workloads().kong();
        String name = names.kongDeployment();
        Deployment deployment = KongDeployment.of(environment, identity);
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(
                new ServiceAccountBuilder()
                        .withMetadata(
                                new ObjectMetaBuilder(identity.metadata(name))
                                        .addToAnnotations(
                                                KongCertificate.accountAnnotations(environment))
                                        .build())
                        .withAutomountServiceAccountToken(false)
                        .build());
        if (kong.mode() == KongConfig.Mode.DBLESS) {
            objects.add(declarativeConfig(kong, identity));
        }
        objects.addAll(KongCertificate.of(environment, identity));
        objects.add(KongService.of(identity, names.kongProxyService(), kong));
        objects.add(deployment);
        objects.add(KongAutoscaling.of(deployment, environment.workloads().hpa()));
        environment
                .workloads()
                .addOns()
                .vpa()
                .ifPresent(vpa -> objects.add(KongVpa.of(vpa, deployment, identity)));
        objects.add(DisruptionBudget.oneAtATime(identity, name));
        objects.add(KongTraffic.of(environment, identity, name));
        return new ChartManifest(SharedNames.KONG_RELEASE, objects);
    }

    /** Who the data plane's pods are. */
    public static AppIdentity identity(Environment environment) {
        return new AppIdentity(
                SharedNames.KONG_RELEASE, "app", new SharedNames(environment).kongNamespace());
    }

    private static HasMetadata declarativeConfig(KongConfig kong, AppIdentity identity) {
        return new ConfigMapBuilder()
                .withMetadata(identity.metadata(DeclarativeConfig.CONFIG_MAP))
                .addToData(DeclarativeConfig.FILE, DeclarativeConfig.text(kong))
                .build();
    }
}
