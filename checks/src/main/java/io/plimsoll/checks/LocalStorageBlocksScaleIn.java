package io.plimsoll.checks;

import io.fabric8.kubernetes.api.model.Volume;
import io.plimsoll.checks.manifest.Workload;
import io.plimsoll.environment.AutoscalerConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Volumes on the node's own disk, with which the autoscaler leaves a node alone. */
final class LocalStorageBlocksScaleIn implements Check {

    private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    private static final String SAFE_VOLUMES = SAFE_TO_EVICT + "-local-volumes";

    private static final String FLAG = "skip-nodes-with-local-storage";

    @Override
    public String id() {
        return "local-storage-blocks-scale-in";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        AutoscalerConfig autoscaler = subject.environment().workloads().autoscaler();
        if (autoscaler.program().kind() == AutoscalerConfig.Kind.KARPENTER
                || autoscaler.flag(FLAG).filter("false"::equals).isPresent()) {
            return List.of();
        }
        return subject.manifests().workloads().stream()
                .flatMap(workload -> finding(workload, subject.manifests().isOfEks(workload)))
                .toList();
    }

    private Stream<Finding> finding(Workload workload, boolean ofEks) {
        Map<String, String> annotations = workload.annotations();
        // Either way somebody has said what he wants.
        if (annotations.containsKey(SAFE_TO_EVICT)) {
            return Stream.of();
        }
        // Cluster Autoscaler does not trim the names either.
        List<String> safe = List.of(annotations.getOrDefault(SAFE_VOLUMES, "").split(",", -1));
        List<String> blocking =
                workload.template().getSpec().getVolumes().stream()
                        .filter(LocalStorageBlocksScaleIn::isLocal)
                        .map(Volume::getName)
                        .filter(name -> !safe.contains(name))
                        .toList();
        if (blocking.isEmpty()) {
            return Stream.of();
        }
        String names = String.join(",", blocking);
        return Stream.of(
                new Finding(
                        id(),
                        Finding.Severity.WARNING,
                        "Pods of %s have local volumes (%s): a node with one is never taken away."
                                .formatted(workload.label(), names),
                        ofEks
                                ? "The pods are EKS's own: set %s: false in autoscaler.flags if such volumes can be lost."
                                        .formatted(FLAG)
                                : "Annotate the pods with %s: \"%s\" if the volumes can be lost."
                                        .formatted(SAFE_VOLUMES, names)));
    }

    /** An emptyDir in memory goes with its pod and blocks nothing. */
    private static boolean isLocal(Volume volume) {
        return volume.getHostPath() != null
                || (volume.getEmptyDir() != null
                        && !"Memory".equals(volume.getEmptyDir().getMedium()));
    }
}
