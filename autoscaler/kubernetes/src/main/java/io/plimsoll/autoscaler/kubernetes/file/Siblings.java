package io.plimsoll.autoscaler.kubernetes.file;

import io.plimsoll.autoscaler.kubernetes.objects.Kinds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects of older API versions, as the API server converts them to today's. */
final class Siblings {

    private Siblings() {}

    static void toServed(Kinds.Kind kind, String apiVersion, ObjectNode object) {
        if (kind.version().equals(apiVersion)
                || !(object.path("spec") instanceof ObjectNode spec)) {
            return;
        }
        switch (kind.name()) {
            case "HorizontalPodAutoscaler" -> autoscaler(spec);
            case "PodDisruptionBudget" -> budget(spec);
            default -> {}
        }
    }

    /** autoscaling/v1 has a field for CPU alone; v2beta1 writes targets without their own map. */
    private static void autoscaler(ObjectNode spec) {
        JsonNode cpu = spec.path("targetCPUUtilizationPercentage");
        if (!cpu.isMissingNode()) {
            ObjectNode resource = spec.putArray("metrics").addObject().put("type", "Resource");
            ObjectNode target =
                    resource.putObject("resource").put("name", "cpu").putObject("target");
            target.put("type", "Utilization").set("averageUtilization", cpu);
        }
        for (JsonNode metric : spec.path("metrics")) {
            if (metric.path("resource") instanceof ObjectNode resource
                    && resource.has("targetAverageUtilization")) {
                resource.putObject("target")
                        .put("type", "Utilization")
                        .set("averageUtilization", resource.path("targetAverageUtilization"));
            }
        }
    }

    /** An empty selector selects nothing in policy/v1beta1, and everything in policy/v1. */
    private static void budget(ObjectNode spec) {
        JsonNode selector = spec.path("selector");
        if (selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty()) {
            spec.remove("selector");
        }
    }
}
