package io.plimsoll.charts8s.load;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.plimsoll.charts8s.kong.KongChart;
import io.plimsoll.charts8s.object.Access;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.Traffic;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.ArrayList;
import java.util.List;

/** A Job for each load profile, on the load group. */
public final class LoadChart {

    static final String NAME = "load";
    static final AppIdentity IDENTITY =
            new AppIdentity(NAME, SharedNames.LOAD_COMPONENT, SharedNames.LOAD_NAMESPACE);

    private LoadChart() {}

    public static ChartManifest of(Environment environment) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(
                new ServiceAccountBuilder()
                        .withMetadata(IDENTITY.metadata(NAME))
                        .withAutomountServiceAccountToken(false)
                        .build());
        objects.addAll(access(environment));
        String script = LoadScript.name(environment.workloads().load().tool());
        objects.add(
                new ConfigMapBuilder()
                        .withMetadata(IDENTITY.metadata(LoadVolumes.SCRIPT))
                        .addToData(script, LoadScript.text(script))
                        .build());
        objects.add(
                Traffic.policy(
                        IDENTITY,
                        NAME,
                        List.of(),
                        List.of(
                                Traffic.toDns(),
                                Traffic.toPods(KongChart.identity(environment), 8000),
                                Traffic.toAnywhere(443))));
        environment
                .workloads()
                .load()
                .profiles()
                .forEach((name, profile) -> objects.add(LoadJob.of(environment, name, profile)));
        return new ChartManifest(NAME, objects);
    }

    /** A ConfigMap for each profile's result, and the right to write these alone. */
    private static List<HasMetadata> access(Environment environment) {
        List<String> results =
                environment.workloads().load().profiles().keySet().stream()
                        .map(SharedNames::loadResult)
                        .toList();
        List<HasMetadata> objects = new ArrayList<>();
        results.forEach(name ->
                objects.add(new ConfigMapBuilder().withMetadata(IDENTITY.metadata(name)).build()));
        objects.add(
                new RoleBuilder()
                        .withMetadata(IDENTITY.metadata(NAME))
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("configmaps")
                        .withResourceNames(results)
                        .withVerbs("patch")
                        .endRule()
                        .build());
        objects.add(
                new RoleBindingBuilder()
                        .withMetadata(IDENTITY.metadata(NAME))
                        .withRoleRef(Access.roleRef("Role", NAME))
                        .withSubjects(Access.serviceAccount(IDENTITY.namespace(), NAME))
                        .build());
        return objects;
    }
}
