package io.plimsoll.autoscaler.kubernetes.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.kubernetes.objects.PodConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pods of one controller are kept with one copy of what they have alike. */
class SharedPartsTest {
    private static final PodConverter CONVERTER = new PodConverter(PriorityClasses.BUILT_IN);

    private final SharedParts parts = new SharedParts();

    @Test
    void aPodIsStillItself() {
        Pod pod = pod("kong-1", "node-1");

        assertThat(parts.of(pod)).isEqualTo(pod);
    }

    @Test
    void podsOfOneControllerShareWhatTheyHaveAlike() {
        Pod one = parts.of(pod("kong-1", "node-1"));

        Pod other = parts.of(pod("kong-2", "node-1"));

        assertThat(other.spec().constraints()).isSameAs(one.spec().constraints());
        assertThat(other.spec().requests()).isSameAs(one.spec().requests());
        assertThat(other.spec().policy()).isSameAs(one.spec().policy());
        assertThat(other.controller().orElseThrow()).isSameAs(one.controller().orElseThrow());
        assertThat(other.spec().nodeName().orElseThrow())
                .isSameAs(one.spec().nodeName().orElseThrow());
        assertThat(other.metadata().labels().get("app"))
                .isSameAs(one.metadata().labels().get("app"));
    }

    /** Text of its own each time, as it comes from the API. */
    private static Pod pod(String name, String node) {
        return CONVERTER.convert(
                new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("kong")
                        .withName(name)
                        .addToLabels("app", "ko".concat("ng"))
                        .addNewOwnerReference()
                        .withApiVersion("apps/v1")
                        .withKind("ReplicaSet")
                        .withName("kong")
                        .withUid("uid-".concat("kong"))
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node.concat(""))
                        .withNodeSelector(Map.of("pool", "ko".concat("ng")))
                        .addNewContainer()
                        .withName("proxy")
                        .withNewResources()
                        .addToRequests("cpu", new Quantity("300m"))
                        .endResources()
                        .endContainer()
                        .endSpec()
                        .build());
    }
}
