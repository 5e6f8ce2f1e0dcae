package io.plimsoll.autoscaler.app.run;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.Cluster.ExpanderPriorities;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import io.plimsoll.autoscaler.engine.port.NodeEdit;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster together with the priority expander's ConfigMap, which is watched. */
final class PrioritizedCluster implements ClusterApi {

    private static final Logger LOG = LoggerFactory.getLogger(PrioritizedCluster.class);

    private final ClusterApi cluster;
    private volatile ExpanderPriorities priorities = ExpanderPriorities.NONE;

    /**
     * Watches until the client is closed.
     *
     * @param namespace where the ConfigMap lies
     */
    PrioritizedCluster(ClusterApi cluster, KubernetesClient client, String namespace) {
        this.cluster = cluster;
        SharedIndexInformer<ConfigMap> watch =
                client.configMaps()
                        .inNamespace(namespace)
                        .withName(ExpanderPriorityMap.NAME)
                        .runnableInformer(0);
        watch.addEventHandler(new Changes());
        watch.exceptionHandler((_, _) -> true);
        var _ =
                watch.start()
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                LOG.warn("Cannot watch priorities: {}", failure.getMessage());
                            }
                        });
    }

    private final class Changes implements ResourceEventHandler<ConfigMap> {
        @Override
        public void onAdd(ConfigMap map) {
            priorities = ExpanderPriorityMap.read(map);
        }

        @Override
        public void onUpdate(ConfigMap old, ConfigMap map) {
            priorities = ExpanderPriorityMap.read(map);
        }

        @Override
        public void onDelete(ConfigMap map, boolean unknownFinalState) {
            priorities = ExpanderPriorities.NONE;
        }
    }

    @Override
    public Cluster observe() {
        return cluster.observe().with(priorities);
    }

    @Override
    public List<Pod> podsOn(String node) {
        return cluster.podsOn(node);
    }

    @Override
    public void edit(Node seen, NodeEdit edit) {
        cluster.edit(seen, edit);
    }

    @Override
    public Eviction evict(ObjectKey pod, String uid, Duration gracePeriod) {
        return cluster.evict(pod, uid, gracePeriod);
    }
}
