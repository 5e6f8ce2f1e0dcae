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
import java.util.function.BiConsumer;

/** Kong's volumes: scratch space that is safe to lose, and what its mode reads. */
final class KongVolumes {

    static final String DBLESS_DIRECTORY = "/kong_dbless/";
    static final String PREFIX_DIRECTORY = "/kong_prefix/";

    /** Where KONG_LUA_PACKAGE_PATH lets Kong find {@code kong.plugins.<name>.handler}. */
    private static final String PLUGINS_DIRECTORY = "/opt/kong/plugins/";

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
            volumes.add(configMap(DBLESS, DeclarativeConfig.CONFIG_MAP));
        }
        kong.certificateSecret()
                .map(secret -> kong.mountsCertificate() ? mounted(secret) : certificate(secret))
                .ifPresent(volumes::add);
        code(kong, (plugin, configMap) -> volumes.add(configMap(volume(plugin), configMap)));
        return volumes;
    }

    /** The plugins whose Lua files lie in a ConfigMap. */
    private static void code(KongConfig kong, BiConsumer<String, String> each) {
        kong.container()
                .runtime()
                .plugins()
                .forEach(plugin ->
                        plugin.configMap()
                                .ifPresent(configMap -> each.accept(plugin.name(), configMap)));
    }

    private static String volume(String plugin) {
        return "plugin-" + plugin;
    }

    private static Volume configMap(String volume, String configMap) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewConfigMap()
                .withName(configMap)
                .endConfigMap()
                .build();
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
        code(
                kong,
                (plugin, _) ->
                        mounts.add(readOnlyMount(volume(plugin), PLUGINS_DIRECTORY + plugin)));
        return mounts;
    }

    static String certificateDirectory(String secret) {
        return "/etc/secrets/" + secret;
    }
}
