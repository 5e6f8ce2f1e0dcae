package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks for, as kube-scheduler adds it up ({@code PodRequests} in {@code
 * k8s.io/component-helpers/resource}, up to 1.36): containers and sidecars run together, each other
 * init container runs beside the sidecars started before it, and overhead comes on top.
 *
 * <p>Pod-level requests (KEP-2837, on since 1.34) replace the sum. While a pod is resized in place,
 * a container or sidecar (KEP-1287, on since 1.33) and the pod itself (KEP-5419, on since 1.36)
 * count with the largest of what they ask for, what the kubelet allocated and what they have; what
 * they ask for does not count where the kubelet says that the node can never give it.
 */
final class PodRequests {
    private final PodSpec spec;
    private final PodStatus status;
    private final Map<String, ContainerStatus> statuses = new HashMap<>();
    private final boolean infeasible;

    private PodRequests(PodSpec spec, PodStatus status) {
        this.spec = spec;
        this.status = status;
        for (List<ContainerStatus> each :
                List.of(
                        Selectors.orEmpty(status.getContainerStatuses()),
                        Selectors.orEmpty(status.getInitContainerStatuses()))) {
            each.forEach(
                    container -> statuses.put(Metadatas.orEmpty(container.getName()), container));
        }
        infeasible = isResizeInfeasible(status);
    }

    static Resources effective(PodSpec spec, PodStatus status) {
        return new PodRequests(spec, status).effective();
    }

    /** What {@code spec.containers} ask for, whatever they have. */
    static Resources ofContainers(PodSpec spec) {
        return ResourceLists.ofPod(new PodRequests(spec, new PodStatus()).sumOfContainers());
    }

    private Resources effective() {
        SortedMap<String, BigDecimal> running = sumOfContainers();
        SortedMap<String, BigDecimal> sidecars = new TreeMap<>();
        SortedMap<String, BigDecimal> starting = new TreeMap<>();
        List<Container> initContainers = Selectors.orEmpty(spec.getInitContainers());
        for (int index = 0; index < initContainers.size(); index++) {
            Container container = initContainers.get(index);
            String field = "spec.initContainers[" + index + "]";
            if ("Always".equals(container.getRestartPolicy())) {
                SortedMap<String, BigDecimal> own = ofRunning(field, container);
                ResourceLists.add(running, own);
                ResourceLists.add(sidecars, own);
                ResourceLists.max(starting, sidecars);
            } else {
                SortedMap<String, BigDecimal> own = requests(field, container.getResources());
                ResourceLists.add(own, sidecars);
                ResourceLists.max(starting, own);
            }
        }
        ResourceLists.max(running, starting);
        replaceByPodLevel(running);
        ResourceLists.add(running, ResourceLists.parse("spec.overhead", spec.getOverhead()));
        return ResourceLists.ofPod(running);
    }

    private SortedMap<String, BigDecimal> sumOfContainers() {
        SortedMap<String, BigDecimal> sum = new TreeMap<>();
        for (int index = 0; index < spec.getContainers().size(); index++) {
            ResourceLists.add(
                    sum,
                    ofRunning("spec.containers[" + index + "]", spec.getContainers().get(index)));
        }
        return sum;
    }

    private SortedMap<String, BigDecimal> ofRunning(String field, Container container) {
        ContainerStatus own = statuses.get(container.getName());
        return own == null
                ? requests(field, container.getResources())
                : largest(
                        field,
                        container.getResources(),
                        own.getResources(),
                        own.getAllocatedResources());
    }

    /** As {@code determineContainerReqs}: a status without actual resources says nothing. */
    private SortedMap<String, BigDecimal> largest(
            String field,
            @Nullable ResourceRequirements wanted,
            @Nullable ResourceRequirements actual,
            @Nullable Map<String, Quantity> allocated) {
        if (actual == null) {
            return requests(field, wanted);
        }
        SortedMap<String, BigDecimal> most = infeasible ? new TreeMap<>() : requests(field, wanted);
        ResourceLists.max(most, requests("status of " + field, actual));
        ResourceLists.max(
                most, ResourceLists.parse("status of " + field + ".allocatedResources", allocated));
        return most;
    }

    /** Up to 1.32 {@code status.resize} said so, since 1.33 a condition does. */
    private static boolean isResizeInfeasible(PodStatus status) {
        return "Infeasible".equals(status.getResize())
                || Selectors.orEmpty(status.getConditions()).stream()
                        .filter(condition -> "PodResizePending".equals(condition.getType()))
                        .findFirst()
                        .filter(condition -> "Infeasible".equals(condition.getReason()))
                        .isPresent();
    }

    private static SortedMap<String, BigDecimal> requests(
            String field, @Nullable ResourceRequirements resources) {
        Map<String, Quantity> requests = resources == null ? Map.of() : resources.getRequests();
        return ResourceLists.parse(field + ".resources.requests", requests);
    }

    private void replaceByPodLevel(SortedMap<String, BigDecimal> sum) {
        if (requests("spec", spec.getResources()).keySet().stream()
                .noneMatch(PodRequests::isPodLevel)) {
            return;
        }
        largest("spec", spec.getResources(), status.getResources(), status.getAllocatedResources())
                .forEach((name, amount) -> {
                    if (isPodLevel(name)) {
                        sum.put(name, amount);
                    }
                });
    }

    /** As {@code IsSupportedPodLevelResource}. */
    static boolean isPodLevel(String resource) {
        return resource.equals("cpu")
                || resource.equals("memory")
                || resource.startsWith("hugepages-");
    }
}
