package io.plimsoll.environment.file;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.Mode;
import io.plimsoll.environment.KongLimits;
import io.plimsoll.environment.KongRuntime;
import io.plimsoll.environment.KongRuntime.VariableSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold within {@code kong}. */
final class KongRules {

    /** Settings whose value follows from the environment's other keys, with the key to use. */
    private static final Map<String, String> OWNED =
            Map.ofEntries(
                    Map.entry("admin_listen", "it stays closed"),
                    Map.entry("database", "set kong.mode"),
                    Map.entry("declarative_config", "set kong.config"),
                    Map.entry("declarative_config_string", "set kong.config"),
                    Map.entry("konnect_mode", "set kong.mode"),
                    Map.entry("nginx_daemon", "a container's process stays in front"),
                    Map.entry("plugins", "set kong.plugins"),
                    Map.entry("port_maps", "the Service's ports follow it"),
                    Map.entry("prefix", "a volume is mounted there"),
                    Map.entry("proxy_listen", "the Service's ports follow it"),
                    Map.entry("role", "set kong.mode"),
                    Map.entry("status_listen", "the probes ask there"),
                    Map.entry("stream_listen", "the Service has no port for it"));

    /** Of the settings that begin with cluster_, those that are no part of the connection. */
    private static final Set<String> FREE =
            Set.of("cluster_dp_labels", "cluster_max_payload", "cluster_use_proxy");

    private KongRules() {}

    static void check(KongConfig kong, Problems problems) {
        resources(kong.container(), problems);
        KongRuntime runtime = kong.container().runtime();
        runtime.env().forEach((name, value) -> setting(name, value, problems));
        sources(runtime.envFrom(), problems);
        if (kong.graceSeconds() < kong.fewestGraceSeconds()) {
            problems.add(
                    "kong.terminationGracePeriodSeconds",
                    "must be at least %d, as a pod waits %d s for what sends requests to it before it ends, is %d"
                            .formatted(
                                    kong.fewestGraceSeconds(),
                                    kong.drainSeconds(),
                                    kong.graceSeconds()));
        }
        if (!kong.isBalanced()) {
            kong.image().sourceRanges().stream()
                    .findFirst()
                    .ifPresent(_ ->
                            problems.add(
                                    "kong.sourceRanges",
                                    "must be left out with exposure: cluster, where there is no load balancer"));
        }
        config(kong, problems);
    }

    private static void resources(KongConfig.Container container, Problems problems) {
        KongLimits limits = container.limits();
        positive("cpu", container.requests().cpu(), problems);
        positive("memory", container.requests().memory(), problems);
        limits.cpu().ifPresent(cpu -> atMost("cpu", container.requests().cpu(), cpu, problems));
        atMost("memory", container.requests().memory(), limits.memory(), problems);
        thousandths("kong.requests.cpu", container.requests().cpu(), problems);
        limits.cpu().ifPresent(cpu -> thousandths("kong.limits.cpu", cpu, problems));
        bytes("kong.requests.memory", container.requests().memory(), problems);
        bytes("kong.limits.memory", limits.memory(), problems);
    }

    /** Kubernetes counts CPU in thousandths. */
    private static void thousandths(String path, Quantity cpu, Problems problems) {
        if (!isWhole(cpu.getNumericalAmount().movePointRight(3))) {
            problems.add(path, "must be whole thousandths, is '" + cpu + "'");
        }
    }

    private static void bytes(String path, Quantity memory, Problems problems) {
        if (!isWhole(memory.getNumericalAmount())) {
            problems.add(path, "must be whole bytes, is '" + memory + "'");
        }
    }

    private static boolean isWhole(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= 0;
    }

    private static void positive(String resource, Quantity request, Problems problems) {
        if (WorkloadRules.isZero(request)) {
            problems.add(
                    "kong.requests." + resource,
                    "must be more than 0, or the autoscaler could not count nodes, is '0'");
        }
    }

    private static void atMost(
            String resource, Quantity request, Quantity limit, Problems problems) {
        if (!problems.isBlamed("kong.limits." + resource)
                && request.getNumericalAmount().compareTo(limit.getNumericalAmount()) > 0) {
            problems.add(
                    "kong.requests." + resource,
                    "must be at most the limit (" + limit + "), is '" + request + "'");
        }
    }

    private static void setting(String name, String value, Problems problems) {
        String path = Problems.child("kong.env", name);
        if (OWNED.containsKey(name)) {
            problems.add(path, "must be left out, as Plimsoll sets it: " + OWNED.get(name));
        } else if (name.startsWith("cluster_") && !FREE.contains(name)) {
            problems.add(
                    path, "must be left out, as Plimsoll sets it: set kong.konnect or kong.hybrid");
        } else if (Credentials.shows(value) || Credentials.isOne(name, value)) {
            problems.add(
                    path,
                    "must hold no credential, which the manifests would tell everybody; name its Secret in kong.envFrom");
        } else if (name.equals("nginx_worker_processes") && !value.matches("auto|[1-9]\\d{0,3}")) {
            problems.add(path, "must be a number of processes or auto, is '" + value + "'");
        }
    }

    private static void sources(List<VariableSource> sources, Problems problems) {
        for (int i = 0; i < sources.size(); i++) {
            VariableSource source = sources.get(i);
            if (source.secret().isPresent() == source.configMap().isPresent()) {
                problems.add(
                        Problems.item("kong.envFrom", i), "must name either secret or configMap");
            }
        }
    }

    private static void config(KongConfig kong, Problems problems) {
        kong.configuration()
                .config()
                .ifPresent(config -> {
                    if (kong.mode() != Mode.DBLESS) {
                        problems.add(
                                "kong.config",
                                "must be left out unless mode is dbless, as the control plane hands out the configuration");
                    } else if (!config.text().contains("_format_version")) {
                        problems.add(
                                "kong.config",
                                "must be a declarative configuration of Kong with _format_version, '%s' is none"
                                        .formatted(config.path()));
                    } else if (Credentials.shows(config.text())) {
                        problems.add(
                                "kong.config",
                                "must hold no credential, which the manifests would tell everybody; refer to a vault, such as {vault://env/name}");
                    }
                });
    }
}
