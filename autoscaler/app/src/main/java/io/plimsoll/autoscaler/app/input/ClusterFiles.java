package io.plimsoll.autoscaler.app.input;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Cluster.ExpanderPriorities;
import io.plimsoll.autoscaler.kubernetes.file.ObjectFiles;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
import io.plimsoll.autoscaler.kubernetes.objects.Kinds;
import io.plimsoll.environment.input.InvalidFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that describe a cluster.
 *
 * @param cluster dumps and manifests, or folders of them
 * @param added manifests of what is to run there as well
 * @param atMax whether workloads have as many pods as their HorizontalPodAutoscalers allow
 */
public record ClusterFiles(List<Path> cluster, List<Path> added, boolean atMax) {

    /** No decision looks at service accounts. */
    private static final Set<String> KINDS =
            Kinds.ALL.keySet().stream()
                    .filter(kind -> !kind.equals("ServiceAccount"))
                    .collect(Collectors.toUnmodifiableSet());

    public ClusterFiles {
        cluster = List.copyOf(cluster);
        added = List.copyOf(added);
    }

    /**
     * @param notes one sentence for each thing that was left out, or that the answer lacks
     */
    public record Contents(Cluster cluster, List<String> notes) {}

    /**
     * @param namespace the autoscaler's own, where the priority expander's ConfigMap lies
     * @throws InvalidFileException naming file, object, field and value
     */
    public Contents read(String namespace) {
        ObjectFiles there = ObjectFiles.ofCluster(cluster, KINDS);
        ObjectFiles more = ObjectFiles.read(added, KINDS);
        PendingPods pending = new PendingPods(there, more, atMax);
        List<HasMetadata> besides = new ArrayList<>(more.objects());
        besides.addAll(pending.objects());
        Cluster read = there.cluster(besides).with(priorities(there, namespace));
        List<String> notes =
                Stream.of(there.notes(), more.notes(), pending.notes(), MissingObjects.notes(read))
                        .flatMap(List::stream)
                        .toList();
        return new Contents(read, notes);
    }

    private static ExpanderPriorities priorities(ObjectFiles files, String namespace) {
        return files.all(ConfigMap.class).stream()
                .filter(map -> namespace.equals(map.getMetadata().getNamespace()))
                .reduce((_, last) -> last)
                .map(ExpanderPriorityMap::read)
                .orElse(ExpanderPriorities.NONE);
    }
}
