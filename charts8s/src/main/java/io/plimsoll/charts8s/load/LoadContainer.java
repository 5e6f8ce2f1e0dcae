package io.plimsoll.charts8s.load;

import static io.plimsoll.charts8s.object.Containers.compute;
import static io.plimsoll.charts8s.object.Containers.pullPolicy;
import static io.plimsoll.charts8s.object.Containers.readOnlyMount;
import static io.plimsoll.charts8s.object.Containers.resources;
import static io.plimsoll.charts8s.object.Containers.variables;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.plimsoll.charts8s.object.Containers.Scratch;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.GoDuration;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.LoadConfig.Profile;
import io.plimsoll.environment.LoadConfig.Tool;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The container that makes a profile's requests. */
final class LoadContainer {

    static final String SCRIPT = "load-script";

    private static final String SCRIPT_DIRECTORY = "/scripts";

    private LoadContainer() {}

    static Container of(Environment environment, Profile profile) {
        LoadConfig load = environment.workloads().load();
        String url = "http://" + new SharedNames(environment).kongProxyHost() + ":80/route1/get";
        ContainerBuilder container =
                switch (load.tool()) {
                    case FORTIO -> fortio(profile, url);
                    case K6 -> k6(profile, url);
                };
        return container
                .withImage(load.image())
                .withImagePullPolicy(pullPolicy(load.image()))
                .withResources(
                        resources(
                                compute("500m", "256Mi"),
                                compute("1500m", "512Mi"),
                                new Scratch("32Mi", "128Mi")))
                .withSecurityContext(Hardening.container())
                .build();
    }

    static List<Volume> volumes(Tool tool) {
        return switch (tool) {
            case FORTIO -> List.of();
            case K6 ->
                    List.of(
                            new VolumeBuilder()
                                    .withName(SCRIPT)
                                    .withNewConfigMap()
                                    .withName(SCRIPT)
                                    .endConfigMap()
                                    .build());
        };
    }

    private static ContainerBuilder fortio(Profile profile, String url) {
        return new ContainerBuilder()
                .withName("fortio")
                .withArgs(
                        "load",
                        "-c",
                        String.valueOf(profile.connections()),
                        "-qps",
                        String.valueOf(profile.qps()),
                        "-t",
                        GoDuration.format(profile.duration()),
                        "-allow-initial-errors",
                        url);
    }

    private static ContainerBuilder k6(Profile profile, String url) {
        Map<String, String> settings =
                Map.of(
                        "CONNECTIONS", String.valueOf(profile.connections()),
                        "DURATION", GoDuration.format(profile.duration()),
                        "K6_NO_USAGE_REPORT", "true",
                        "QPS", String.valueOf(profile.qps()),
                        "URL", url);
        return new ContainerBuilder()
                .withName("k6")
                .withArgs("run", SCRIPT_DIRECTORY + "/" + LoadScript.FILE)
                .withEnv(variables(new TreeMap<>(settings)))
                .withVolumeMounts(readOnlyMount(SCRIPT, SCRIPT_DIRECTORY));
    }
}
