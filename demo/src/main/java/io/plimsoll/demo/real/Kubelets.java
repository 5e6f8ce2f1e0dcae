package io.plimsoll.demo.real;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.plimsoll.autoscaler.simulation.spec.Timing.PodTiming;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The clock by which kwok starts containers: it does so, and has them ready, when an annotation
 * says so. A kwok that does not look at these has them ready at once.
 */
final class Kubelets {

    private static final String STARTED = "plimsoll.io/started";
    private static final String READY = "plimsoll.io/ready";
    private static final String USAGE = "kwok.x-k8s.io/usage-cpu";
    private static final int NOT_FOUND = 404;

    private final KubernetesClient kube;
    private final PodTiming timing;

    /** When each image is there, by node and image. */
    private final Map<String, Instant> images = new HashMap<>();

    private final Map<String, Instant> starts = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Map<String, Long> usage = new HashMap<>();

    Kubelets(KubernetesClient kube, PodTiming timing) {
        this.kube = kube;
        this.timing = timing;
    }

    void tick(Scene scene) {
        for (Pod pod : scene.pods()) {
            if (pod.getSpec().getNodeName() != null
                    && pod.getMetadata().getDeletionTimestamp() == null) {
                tick(pod, scene.time());
            }
        }
    }

    private void tick(Pod pod, Instant now) {
        String image =
                pod.getSpec().getNodeName()
                        + " "
                        + pod.getSpec().getContainers().getFirst().getImage();
        String uid = pod.getMetadata().getUid();
        Instant pulled = images.computeIfAbsent(image, _ -> now.plus(timing.imagePull()));
        Instant start = starts.computeIfAbsent(uid, _ -> pulled.isAfter(now) ? pulled : now);
        if (!start.isAfter(now) && told.add(uid + STARTED)) {
            annotate(pod, STARTED, now.toString());
        }
        Instant ready = start.plus(timing.podReady());
        if (!ready.isAfter(now) && Scene.isRunning(pod) && told.add(uid + READY)) {
            annotate(pod, READY, now.toString());
        }
    }

    /** Has kwok tell metrics-server what a pod uses. */
    void use(Pod pod, long milliCpu) {
        long each = Math.ceilDiv(milliCpu, pod.getSpec().getContainers().size());
        Long before = usage.put(pod.getMetadata().getUid(), each);
        if (before == null || before != each) {
            annotate(pod, USAGE, each + "m");
        }
    }

    private void annotate(Pod pod, String key, String value) {
        try {
            kube.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                                    .formatted(key, value));
        } catch (KubernetesClientException e) {
            // It went meanwhile.
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
        }
    }
}
