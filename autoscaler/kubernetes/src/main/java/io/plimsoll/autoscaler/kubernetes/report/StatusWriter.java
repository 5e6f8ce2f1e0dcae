package io.plimsoll.autoscaler.kubernetes.report;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.YamlDumpSettingsBuilder;
import io.plimsoll.autoscaler.engine.port.ClusterStatus;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Writes the status ConfigMap when anything but the time changed, and once a minute so that its age
 * tells whether the autoscaler is alive.
 */
final class StatusWriter {
    private static final String LAST_UPDATED = "cluster-autoscaler.kubernetes.io/last-updated";

    /** The key under which the next process finds what this one knew. */
    private static final String MEMORY = "memory.plimsoll.io";

    static final Duration REFRESH = Duration.ofMinutes(1);

    /** Plain where YAML allows it: people grep for {@code status: Healthy}. */
    private static final KubernetesSerialization YAML =
            new KubernetesSerialization(
                    new ObjectMapper(),
                    false,
                    new YamlDumpSettingsBuilder().setMinimizeQuotes(true).build());

    private final KubernetesClient client;
    private final ObjectReference object;
    private Optional<ClusterStatus> lastWritten = Optional.empty();

    StatusWriter(KubernetesClient client, ObjectReference object) {
        this.client = client;
        this.object = object;
    }

    /** What the process before this one wrote; time in which nobody looked does not count. */
    ScaleUpMemory remembered(Instant now) {
        ConfigMap written =
                client.configMaps().inNamespace(object.namespace()).withName(object.name()).get();
        return Optional.ofNullable(written)
                .map(ConfigMap::getData)
                .map(data -> data.get(MEMORY))
                .map(yaml -> MemoryDocument.read(YAML.unmarshal(yaml, JsonNode.class), now))
                .orElse(ScaleUpMemory.NONE);
    }

    void write(ClusterStatus status) {
        if (lastWritten.filter(last -> isFresh(last, status)).isPresent()) {
            return;
        }
        String yaml = YAML.asYaml(StatusDocument.of(status));
        String time = StatusDocument.goTime(status.time());
        Resource<ConfigMap> target =
                client.configMaps().inNamespace(object.namespace()).withName(object.name());
        ConfigMap old = target.get();
        ConfigMapBuilder changed =
                old == null
                        ? new ConfigMapBuilder()
                                .withNewMetadata()
                                .withNamespace(object.namespace())
                                .withName(object.name())
                                .endMetadata()
                        : new ConfigMapBuilder(old);
        ConfigMap written =
                changed.editMetadata()
                        .addToAnnotations(LAST_UPDATED, time)
                        .endMetadata()
                        .withData(
                                Map.of(
                                        "status",
                                        yaml,
                                        MEMORY,
                                        YAML.asYaml(MemoryDocument.of(status))))
                        .build();
        if (old == null) {
            client.resource(written).create();
        } else {
            client.resource(written).update();
        }
        lastWritten = Optional.of(status);
    }

    private static boolean isFresh(ClusterStatus last, ClusterStatus status) {
        return last.time().plus(REFRESH).isAfter(status.time())
                && timeless(last).equals(timeless(status));
    }

    private static ClusterStatus timeless(ClusterStatus status) {
        return new ClusterStatus(
                Instant.EPOCH,
                status.message(),
                status.clusterWide(),
                status.nodeGroups(),
                status.memory());
    }
}
