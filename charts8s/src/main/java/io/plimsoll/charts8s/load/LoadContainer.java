package io.plimsoll.charts8s.load;

import static io.plimsoll.charts8s.object.Containers.compute;
import static io.plimsoll.charts8s.object.Containers.mount;
import static io.plimsoll.charts8s.object.Containers.pullPolicy;
import static io.plimsoll.charts8s.object.Containers.readOnlyMount;
import static io.plimsoll.charts8s.object.Containers.resources;
import static io.plimsoll.charts8s.object.Containers.variables;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.plimsoll.charts8s.object.Containers.Scratch;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.GoDuration;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.LoadConfig.Profile;
import io.plimsoll.environment.names.SharedNames;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The containers that make a profile's requests and say what came of them. */
final class LoadContainer {

    private static final String SCRIPTS = "/scripts";
    private static final String RESULT = LoadVolumes.RESULTS_DIRECTORY + "/fortio.json";
    private static final Scratch SCRATCH = new Scratch("32Mi", "128Mi");

    private final Environment environment;
    private final String name;
    private final Profile profile;

    LoadContainer(Environment environment, String name, Profile profile) {
        this.environment = environment;
        this.name = name;
        this.profile = profile;
    }

    /** fortio ends without a word of failure whatever it met, so another looks at its result. */
    Container fortio() {
        long memory = 64L + profile.connections() / 16;
        return hardened("fortio", load().image())
                .withArgs(
                        "load",
                        "-c",
                        String.valueOf(profile.connections()),
                        "-qps",
                        String.valueOf(profile.qps()),
                        "-t",
                        GoDuration.format(profile.duration()),
                        "-p",
                        "50,95,99",
                        "-json",
                        RESULT,
                        "-allow-initial-errors",
                        url())
                .withResources(
                        resources(
                                compute("500m", memory + "Mi"),
                                compute("1500m", 2 * memory + "Mi"),
                                SCRATCH))
                .withVolumeMounts(mount(LoadVolumes.RESULTS, LoadVolumes.RESULTS_DIRECTORY))
                .build();
    }

    /** Reads what fortio wrote. */
    Container report() {
        SortedMap<String, String> settings = settings();
        settings.put("RESULT", RESULT);
        return hardened("report", environment.copied(LoadConfig.REPORT_IMAGE))
                .withCommand("sh", SCRIPTS + "/" + LoadScript.REPORT)
                .withEnv(variables(settings))
                .withVolumeMounts(mounts())
                .addToVolumeMounts(
                        readOnlyMount(LoadVolumes.RESULTS, LoadVolumes.RESULTS_DIRECTORY))
                .withResources(resources(compute("50m", "32Mi"), compute("200m", "64Mi"), SCRATCH))
                .build();
    }

    Container k6() {
        SortedMap<String, String> settings = settings();
        settings.put("CONNECTIONS", String.valueOf(profile.connections()));
        settings.put("DURATION", GoDuration.format(profile.duration()));
        settings.put("QPS", String.valueOf(profile.qps()));
        settings.put("URL", url());
        String memory = memory() + "Mi";
        settings.put("K6_NO_USAGE_REPORT", "true");
        settings.put("SSL_CERT_FILE", LoadVolumes.ACCOUNT_DIRECTORY + "/ca.crt");
        return hardened("k6", load().image())
                .withArgs("run", SCRIPTS + "/" + LoadScript.LOAD)
                .withVolumeMounts(mounts())
                .withEnv(variables(settings))
                .withResources(
                        resources(compute("500m", memory), compute("1500m", memory), SCRATCH))
                .build();
    }

    /**
     * MiB. k6 keeps every request's times until it ends: 800 connections and 3.6 million requests
     * took 1010 MB.
     */
    private long memory() {
        long requests = (long) profile.qps() * profile.duration().toSeconds();
        return 64L + profile.connections() / 2 + requests * 256 / (1 << 20);
    }

    private SortedMap<String, String> settings() {
        String share =
                BigDecimal.valueOf(load().failedPercent(), 2).stripTrailingZeros().toPlainString();
        return new TreeMap<>(
                Map.of(
                        "ACCOUNT",
                        LoadVolumes.ACCOUNT_DIRECTORY,
                        "FAILED_AT_MOST",
                        share,
                        "PROFILE",
                        name));
    }

    private static List<VolumeMount> mounts() {
        return List.of(
                readOnlyMount(LoadVolumes.SCRIPT, SCRIPTS),
                readOnlyMount(LoadVolumes.ACCOUNT, LoadVolumes.ACCOUNT_DIRECTORY));
    }

    private static ContainerBuilder hardened(String name, String image) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(image)
                .withImagePullPolicy(pullPolicy(image))
                .withSecurityContext(Hardening.container());
    }

    private String url() {
        return "http://" + new SharedNames(environment).kongProxyHost() + ":80" + load().path();
    }

    private LoadConfig load() {
        return environment.workloads().load();
    }
}
