package io.plimsoll.charts8s.kong;

import static io.plimsoll.charts8s.object.Containers.emptyDir;
import static io.plimsoll.charts8s.object.Containers.mount;
import static io.plimsoll.charts8s.object.Containers.readOnlyMount;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.plimsoll.charts8s.object.SafeToEvict;
import io.plimsoll.environment.KongConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kong's volumes: scratch space that is safe to lose, and what its mode reads. */
final class KongVolumes {

    static final String DBLESS_DIRECTORY = "/kong_dbless/";
    static final String PREFIX_DIRECTORY = "/kong_prefix/";

    private static final String PREFIX = "kong-kong-prefix-dir";
    private static final String TMP = "kong-kong-tmp";
    private static final String DBLESS = "kong-custom-dbless-config-volume";

    static final Map<String, String> SAFE_TO_EVICT = SafeToEvict.localVolumes(PREFIX, TMP);

    private KongVolumes() {}

    static List<Volume> of(KongConfig kong) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(emptyDir(PREFIX, "256Mi"));
        volumes.add(emptyDir(TMP, "1Gi"));
        if (kong.mode() == KongConfig.Mode.DBLESS) {
            volumes.add(
                    new VolumeBuilder()
                            .withName(DBLESS)
                            .withNewConfigMap()
                            .withName(DeclarativeConfig.CONFIG_MAP)
                            .endConfigMap()
                            .build());
        }
        kong.certificateSecret()
                .map(secret -> kong.mountsCertificate() ? mounted(secret) : certificate(secret))
                .ifPresent(volumes::add);
        return volumes;
    }

    private static Volume mounted(String secretProviderClass) {
        return new VolumeBuilder()
                .withName(secretProviderClass)
                .withNewCsi()
                .withDriver(MountedCertificate.DRIVER)
                .withReadOnly(true)
                .addToVolumeAttributes("secretProviderClass", secretProviderClass)
                .endCsi()
                .build();
    }

    private static Volume certificate(String secret) {
        return new VolumeBuilder()
                .withName(secret)
                .withNewSecret()
                .withSecretName(secret)
                .endSecret()
                .build();
    }

    static List<VolumeMount> mounts(KongConfig kong) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(mount(PREFIX, PREFIX_DIRECTORY));
        mounts.add(mount(TMP, "/tmp"));
        if (kong.mode() == KongConfig.Mode.DBLESS) {
            mounts.add(readOnlyMount(DBLESS, DBLESS_DIRECTORY));
        }
        kong.certificateSecret()
                .map(secret -> readOnlyMount(secret, certificateDirectory(secret)))
                .ifPresent(mounts::add);
        return mounts;
    }

    static String certificateDirectory(String secret) {
        return "/etc/secrets/" + secret;
    }
}
