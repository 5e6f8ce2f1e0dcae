package io.plimsoll.charts8s.kong;

import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.Hybrid;
import io.plimsoll.environment.KongConfig.Konnect;
import io.plimsoll.environment.KongRuntime.Plugin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kong's settings as environment variables, as the Kong chart renders them for a data plane. */
final class KongVariables {

    private KongVariables() {}

    static SortedMap<String, String> of(KongConfig kong) {
        SortedMap<String, String> variables = common();
        variables.put("KONG_NGINX_WORKER_PROCESSES", workers(kong));
        variables.put("KONG_ROUTER_FLAVOR", routerFlavor(kong));
        if (!kong.container().runtime().plugins().isEmpty()) {
            variables.put("KONG_PLUGINS", plugins(kong));
        }
        switch (kong.mode()) {
            case DBLESS ->
                    variables.put(
                            "KONG_DECLARATIVE_CONFIG",
                            KongVolumes.DBLESS_DIRECTORY + DeclarativeConfig.FILE);
            case KONNECT -> {
                variables.putAll(dataPlane(kong.certificateSecret().orElseThrow()));
                variables.putAll(konnect(kong.konnect().orElseThrow()));
            }
            case HYBRID -> {
                String secret = kong.certificateSecret().orElseThrow();
                variables.putAll(dataPlane(secret));
                variables.putAll(hybrid(kong.hybrid().orElseThrow(), secret));
            }
        }
        kong.container()
                .runtime()
                .env()
                .forEach((name, value) ->
                        variables.put("KONG_" + name.toUpperCase(Locale.ROOT), value));
        return Collections.unmodifiableSortedMap(variables);
    }

    private static SortedMap<String, String> common() {
        SortedMap<String, String> variables = new TreeMap<>();
        variables.put("KONG_ADMIN_ACCESS_LOG", "/dev/stdout");
        variables.put("KONG_ADMIN_ERROR_LOG", "/dev/stderr");
        variables.put("KONG_ADMIN_GUI_ACCESS_LOG", "/dev/stdout");
        variables.put("KONG_ADMIN_GUI_ERROR_LOG", "/dev/stderr");
        variables.put("KONG_ADMIN_LISTEN", "127.0.0.1:8444 http2 ssl, [::1]:8444 http2 ssl");
        variables.put("KONG_CLUSTER_LISTEN", "off");
        variables.put("KONG_DATABASE", "off");
        variables.put("KONG_LUA_PACKAGE_PATH", "/opt/?.lua;/opt/?/init.lua;;");
        variables.put("KONG_NGINX_DAEMON", "off");
        variables.put("KONG_PORTAL_API_ACCESS_LOG", "/dev/stdout");
        variables.put("KONG_PORTAL_API_ERROR_LOG", "/dev/stderr");
        variables.put("KONG_PORT_MAPS", "80:8000, 443:8443");
        variables.put("KONG_PREFIX", KongVolumes.PREFIX_DIRECTORY);
        variables.put("KONG_PROXY_ACCESS_LOG", "/dev/stdout");
        variables.put("KONG_PROXY_ERROR_LOG", "/dev/stderr");
        variables.put(
                "KONG_PROXY_LISTEN",
                "0.0.0.0:8000, [::]:8000, 0.0.0.0:8443 http2 ssl, [::]:8443 http2 ssl");
        variables.put("KONG_PROXY_STREAM_ACCESS_LOG", "/dev/stdout basic");
        variables.put("KONG_PROXY_STREAM_ERROR_LOG", "/dev/stderr");
        variables.put("KONG_STATUS_ACCESS_LOG", "off");
        variables.put("KONG_STATUS_ERROR_LOG", "/dev/stderr");
        variables.put("KONG_STATUS_LISTEN", "0.0.0.0:8100, [::]:8100");
        variables.put("KONG_STREAM_LISTEN", "off");
        return variables;
    }

    /**
     * A worker runs one thread, so as many as the limit lets run at a time. Without a limit nginx
     * starts one for each of the node's CPUs.
     */
    private static String workers(KongConfig kong) {
        return kong.container()
                .limits()
                .cpu()
                .map(limit -> limit.getNumericalAmount().setScale(0, RoundingMode.CEILING))
                .map(cpus -> cpus.max(BigDecimal.ONE).toPlainString())
                .orElse("auto");
    }

    /** Konnect's routes may be expressions; elsewhere Kong's own default. */
    private static String routerFlavor(KongConfig kong) {
        return switch (kong.mode()) {
            case KONNECT -> "expressions";
            case DBLESS, HYBRID -> "traditional_compatible";
        };
    }

    private static String plugins(KongConfig kong) {
        return Stream.concat(
                        Stream.of("bundled"),
                        kong.container().runtime().plugins().stream().map(Plugin::name))
                .collect(Collectors.joining(","));
    }

    private static SortedMap<String, String> dataPlane(String certificateSecret) {
        String certificate = KongVolumes.certificateDirectory(certificateSecret);
        SortedMap<String, String> variables = new TreeMap<>();
        variables.put("KONG_CLUSTER_CERT", certificate + "/tls.crt");
        variables.put("KONG_CLUSTER_CERT_KEY", certificate + "/tls.key");
        variables.put("KONG_CLUSTER_MTLS", "pki");
        variables.put("KONG_LUA_SSL_TRUSTED_CERTIFICATE", "system");
        variables.put("KONG_ROLE", "data_plane");
        variables.put("KONG_VITALS", "off");
        return variables;
    }

    private static SortedMap<String, String> konnect(Konnect konnect) {
        SortedMap<String, String> variables =
                controlPlane(konnect.controlPlane(), 443, konnect.telemetry(), 443);
        variables.put("KONG_KONNECT_MODE", "on");
        return variables;
    }

    /** With one certificate for both planes, its name is what either looks for. */
    private static SortedMap<String, String> hybrid(Hybrid hybrid, String certificateSecret) {
        SortedMap<String, String> variables =
                controlPlane(hybrid.controlPlane(), 8005, hybrid.telemetry(), 8006);
        switch (hybrid.mtls()) {
            case PKI ->
                    variables.put(
                            "KONG_CLUSTER_CA_CERT",
                            KongVolumes.certificateDirectory(certificateSecret) + "/ca.crt");
            case SHARED -> {
                variables.put("KONG_CLUSTER_MTLS", "shared");
                variables.remove("KONG_CLUSTER_SERVER_NAME");
                variables.remove("KONG_CLUSTER_TELEMETRY_SERVER_NAME");
            }
        }
        return variables;
    }

    /** The ports stand in for those that the environment leaves out. */
    private static SortedMap<String, String> controlPlane(
            String cluster, int clusterPort, String telemetry, int telemetryPort) {
        SortedMap<String, String> variables = new TreeMap<>();
        variables.put("KONG_CLUSTER_CONTROL_PLANE", withPort(cluster, clusterPort));
        variables.put("KONG_CLUSTER_SERVER_NAME", host(cluster));
        variables.put("KONG_CLUSTER_TELEMETRY_ENDPOINT", withPort(telemetry, telemetryPort));
        variables.put("KONG_CLUSTER_TELEMETRY_SERVER_NAME", host(telemetry));
        return variables;
    }

    private static String withPort(String address, int port) {
        return address.contains(":") ? address : address + ":" + port;
    }

    private static String host(String address) {
        return address.replaceFirst(":.*", "");
    }
}
