package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks for, as {@code k8s.io/kubernetes/pkg/api/v1/resource.PodRequests} adds it up:
 * containers and sidecars run together, each other init container runs beside the sidecars started
 * before it, and overhead comes on top. Pod-level requests (Kubernetes 1.34) replace the sum.
 */
final class PodRequests {
    private PodRequests() {}

    static Resources effective(PodSpec spec) {
        SortedMap<String, BigDecimal> running = sumOfContainers(spec);
        SortedMap<String, BigDecimal> sidecars = new TreeMap<>();
        SortedMap<String, BigDecimal> starting = new TreeMap<>();
        List<Container> initContainers = spec.getInitContainers();
        for (int index = 0; index < initContainers.size(); index++) {
            Container container = initContainers.get(index);
            SortedMap<String, BigDecimal> own =
                    requests("spec.initContainers[" + index + "]", container.getResources());
            if ("Always".equals(container.getRestartPolicy())) {
                ResourceLists.add(running, own);
                ResourceLists.add(sidecars, own);
                ResourceLists.max(starting, sidecars);
            } else {
                ResourceLists.add(own, sidecars);
                ResourceLists.max(starting, own);
            }
        }
        ResourceLists.max(running, starting);
        replaceByPodLevel(running, spec.getResources());
        ResourceLists.add(running, ResourceLists.parse("spec.overhead", spec.getOverhead()));
        return ResourceLists.ofPod(running);
    }

    static Resources ofContainers(PodSpec spec) {
        return ResourceLists.ofPod(sumOfContainers(spec));
    }

    private static SortedMap<String, BigDecimal> sumOfContainers(PodSpec spec) {
        SortedMap<String, BigDecimal> sum = new TreeMap<>();
        for (int index = 0; index < spec.getContainers().size(); index++) {
            ResourceRequirements resources = spec.getContainers().get(index).getResources();
            ResourceLists.add(sum, requests("spec.containers[" + index + "]", resources));
        }
        return sum;
    }

    private static SortedMap<String, BigDecimal> requests(
            String field, @Nullable ResourceRequirements resources) {
        Map<String, Quantity> requests = resources == null ? Map.of() : resources.getRequests();
        return ResourceLists.parse(field + ".resources.requests", requests);
    }

    private static void replaceByPodLevel(
            SortedMap<String, BigDecimal> sum, @Nullable ResourceRequirements podLevel) {
        requests("spec", podLevel)
                .forEach((name, amount) -> {
                    if (name.equals("cpu")
                            || name.equals("memory")
                            || name.startsWith("hugepages-")) {
                        sum.put(name, amount);
                    }
                });
    }
}
