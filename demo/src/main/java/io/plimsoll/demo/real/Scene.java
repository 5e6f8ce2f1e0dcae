package io.plimsoll.demo.real;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.simulation.spec.HpaSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the API server and AWS answered at one moment.
 *
 * @param kong the Deployment that the HPA scales
 */
record Scene(
        Instant time,
        List<Pod> pods,
        List<Node> nodes,
        HorizontalPodAutoscaler hpa,
        Deployment kong,
        List<Machines.Group> groups) {

    Scene {
        pods = List.copyOf(pods);
        nodes = List.copyOf(nodes);
        groups = List.copyOf(groups);
    }

    static Scene look(KubernetesClient kube, HpaSpec hpa, Machines machines) {
        ObjectKey target = hpa.target();
        return new Scene(
                Instant.now(),
                kube.pods().inAnyNamespace().list().getItems(),
                kube.nodes().list().getItems(),
                Objects.requireNonNull(
                        kube.autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inNamespace(hpa.key().namespace())
                                .withName(hpa.key().name())
                                .get(),
                        "the HPA"),
                Objects.requireNonNull(
                        kube.apps()
                                .deployments()
                                .inNamespace(target.namespace())
                                .withName(target.name())
                                .get(),
                        "Kong's Deployment"),
                machines.groups());
    }

    static ObjectKey key(Pod pod) {
        return new ObjectKey(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    }

    /** Pods that the Deployment's selector selects and that are not on their way out. */
    List<Pod> kongPods() {
        return pods.stream()
                .filter(pod ->
                        pod.getMetadata().getNamespace().equals(kong.getMetadata().getNamespace()))
                .filter(pod ->
                        pod.getMetadata().getLabels() != null
                                && pod.getMetadata()
                                        .getLabels()
                                        .entrySet()
                                        .containsAll(
                                                kong.getSpec()
                                                        .getSelector()
                                                        .getMatchLabels()
                                                        .entrySet()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    static boolean isReady(Pod pod) {
        return is(pod, "Ready", "True");
    }

    static boolean isRunning(Pod pod) {
        return "Running".equals(pod.getStatus().getPhase());
    }

    static boolean isUnschedulable(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getSpec().getNodeName() == null
                && is(pod, "PodScheduled", "False");
    }

    private static boolean is(Pod pod, String type, String status) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(each -> each.getType().equals(type) && each.getStatus().equals(status));
    }

    static boolean isReady(Node node) {
        return node.getStatus().getConditions().stream()
                .anyMatch(
                        each -> each.getType().equals("Ready") && each.getStatus().equals("True"));
    }
}
