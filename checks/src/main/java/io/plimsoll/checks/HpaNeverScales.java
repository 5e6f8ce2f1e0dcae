package io.plimsoll.checks;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.checks.manifest.Workload;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.HpaConfig;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An HPA whose target Kong's pods cannot reach: each ends at its CPU limit, and at one CPU for each
 * of its nginx workers.
 */
final class HpaNeverScales implements Check {

    private static final String WORKERS = "KONG_NGINX_WORKER_PROCESSES";
    private static final long MILLI = 1000;

    @Override
    public String id() {
        return "hpa-never-scales";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Environment environment = subject.environment();
        SharedNames names = new SharedNames(environment);
        return subject.manifests().workloads().stream()
                .filter(workload -> workload.namespace().equals(names.kongNamespace()))
                .filter(workload -> workload.name().equals(names.kongDeployment()))
                .flatMap(workload -> finding(workload, environment.workloads().hpa()).stream())
                .toList();
    }

    private Optional<Finding> finding(Workload kong, HpaConfig hpa) {
        List<Container> containers = kong.template().getSpec().getContainers();
        long request = containers.stream().mapToLong(HpaNeverScales::request).sum();
        OptionalLong workers =
                containers.stream()
                        .flatMap(HpaNeverScales::variables)
                        .filter(variable -> WORKERS.equals(variable.getName()))
                        .map(EnvVar::getValue)
                        .filter(value -> value != null && value.matches("[1-9]\\d{0,3}"))
                        .mapToLong(value -> Long.parseLong(value) * MILLI)
                        .findFirst();
        if (workers.isEmpty() || request == 0) {
            return Optional.empty();
        }
        long reached = workers.getAsLong() * 100 / request;
        return reached > hpa.cpuUtilization()
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                id(),
                                Finding.Severity.ERROR,
                                "The HPA scales Kong at %d %% of its request, and %d nginx workers never use more than %d %% of it: it stays at hpa.min whatever the load."
                                        .formatted(
                                                hpa.cpuUtilization(),
                                                workers.getAsLong() / MILLI,
                                                reached),
                                "Leave kong.env.nginx_worker_processes out, so that it follows the CPU limit, or lower kong.requests.cpu or hpa.cpuUtilization."));
    }

    private static Stream<EnvVar> variables(Container container) {
        return Optional.ofNullable(container.getEnv()).stream().flatMap(List::stream);
    }

    private static long request(Container container) {
        Map<String, Quantity> requests =
                container.getResources() == null || container.getResources().getRequests() == null
                        ? Map.of()
                        : container.getResources().getRequests();
        return Optional.ofNullable(requests.get("cpu"))
                .map(cpu -> cpu.getNumericalAmount().movePointRight(3).longValue())
                .orElse(0L);
    }
}
