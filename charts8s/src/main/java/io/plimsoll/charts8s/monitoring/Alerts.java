package io.plimsoll.charts8s.monitoring;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.CustomObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What somebody should look at, each with what it means and what to do first. */
final class Alerts {

    /**
     * @param duration how long the expression has to hold
     */
    private record Alert(
            String name, String severity, String duration, String expression, String description) {

        Map<String, Object> rule(Map<String, String> more) {
            Map<String, String> annotations = new TreeMap<>(more);
            annotations.put("description", description);
            return Map.of(
                    "alert", name,
                    "annotations", annotations,
                    "expr", expression,
                    "for", duration,
                    "labels", Map.of("severity", severity));
        }
    }

    /** Where to read on. */
    private static final Map<String, String> PAGE =
            Map.of("runbook", "docs/operations.md#what-to-do-when");

    private Alerts() {}

    static HasMetadata ofAutoscaler(AppIdentity identity, Map<String, String> labels) {
        String pods = "namespace=\"%s\"".formatted(identity.namespace());
        return of(
                identity,
                identity.name(),
                labels,
                PAGE,
                List.of(
                        new Alert(
                                "NodeAutoscalerDown",
                                "critical",
                                "10m",
                                "absent(cluster_autoscaler_last_activity{activity=\"main\",%s})"
                                        .formatted(pods),
                                "No autoscaler reports. Nodes neither come nor go; look at its pods."),
                        new Alert(
                                "NodeAutoscalerStalled",
                                "critical",
                                "5m",
                                "time() - max(cluster_autoscaler_last_activity{activity=\"main\",%s}) > 600"
                                        .formatted(pods),
                                "The loop has not ended for ten minutes; look at the leader's log."),
                        new Alert(
                                "NodeAutoscalerUnsafe",
                                "warning",
                                "15m",
                                "max(cluster_autoscaler_cluster_safe_to_autoscale{%s}) == 0"
                                        .formatted(pods),
                                "Too many nodes are unready, so the autoscaler leaves all alone."),
                        new Alert(
                                "PodsWaitForNodes",
                                "warning",
                                "15m",
                                "max(cluster_autoscaler_unschedulable_pods_count{type=\"unschedulable\",%s}) > 0"
                                        .formatted(pods),
                                "Pods fit no node and no group helps them: is a group at its maximum?"),
                        new Alert(
                                "NodeAutoscalerObservesOnly",
                                "warning",
                                "1h",
                                "max(cluster_autoscaler_observe_only{%s}) == 1".formatted(pods),
                                "Somebody pulled the brake, or it cannot be read; the status ConfigMap says which."),
                        new Alert(
                                "NodeAutoscalerFails",
                                "warning",
                                "0m",
                                "sum(increase(cluster_autoscaler_errors_total{%s}[15m])) > 5"
                                        .formatted(pods),
                                "AWS or Kubernetes refuse what the autoscaler asks; its log says what.")));
    }

    static HasMetadata ofKong(AppIdentity identity, String deployment, Map<String, String> labels) {
        String hpa =
                "{namespace=\"%s\",horizontalpodautoscaler=\"%s\"}"
                        .formatted(identity.namespace(), deployment);
        String pods =
                "{namespace=\"%s\",deployment=\"%s\"}".formatted(identity.namespace(), deployment);
        return of(
                identity,
                deployment,
                labels,
                Map.of(),
                List.of(
                        // Kong's prometheus plugin, in data planes; one that is DB-less has none.
                        new Alert(
                                "KongCertificateExpires",
                                "warning",
                                "1h",
                                "min(kong_data_plane_cluster_cert_expiry_timestamp{namespace=\"%s\"}) - time() < 30 * 86400"
                                        .formatted(identity.namespace()),
                                "The certificate that Kong shows its control plane ends within 30 days; pin a new one there, store it, and let Kong start anew."),
                        new Alert(
                                "KongAtMaximum",
                                "warning",
                                "15m",
                                "kube_horizontalpodautoscaler_status_desired_replicas%s == kube_horizontalpodautoscaler_spec_max_replicas%s"
                                        .formatted(hpa, hpa),
                                "The HPA wants no more because it may not; raise hpa.max or the load will be slow."),
                        new Alert(
                                "KongNotReady",
                                "critical",
                                "5m",
                                "kube_deployment_status_replicas_unavailable%s > 0".formatted(pods),
                                "Replicas are not Ready: Pending pods wait for nodes, others for configuration.")));
    }

    private static HasMetadata of(
            AppIdentity identity,
            String name,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<Alert> alerts) {
        return CustomObject.of(
                "monitoring.coreos.com/v1",
                "PrometheusRule",
                new ObjectMetaBuilder(identity.metadata(name)).addToLabels(labels).build(),
                Map.of(
                        "groups",
                        List.of(
                                Map.of(
                                        "name",
                                        name,
                                        "rules",
                                        alerts.stream()
                                                .map(alert -> alert.rule(annotations))
                                                .toList()))));
    }
}
