package io.plimsoll.stacks.addon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.environment.ClusterOptions.AddonSettings;
import io.plimsoll.environment.ClusterOptions.PodNetwork;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values of an add-on's own configuration schema: what the environment's other settings ask for,
 * and over it what the environment says of the add-on itself.
 */
record AddonConfiguration(Environment environment, SortedMap<String, String> podSubnets) {

    private static final Map<String, Object> EVERY_NODE = Map.of("operator", "Exists");

    /** Empty leaves the add-on at its defaults. */
    Map<String, Object> of(Addon addon, Optional<AddonSettings> settings) {
        Map<String, Object> ours =
                switch (addon) {
                    case VPC_CNI -> vpcCni();
                    // Unless told so, driver and provider keep off nodes with taints.
                    case SECRETS_STORE ->
                            Map.of(
                                    "secrets-store-csi-driver",
                                    Map.of("linux", Map.of("tolerations", List.of(EVERY_NODE))),
                                    "tolerations",
                                    List.of(EVERY_NODE));
                    // Its only volume holds a certificate that it makes itself.
                    case METRICS_SERVER ->
                            Map.of(
                                    "podAnnotations",
                                    Map.of(
                                            "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes",
                                            "tmp"));
                    case KUBE_PROXY, POD_IDENTITY_AGENT, COREDNS, EBS_CSI_DRIVER -> Map.of();
                };
        return merged(
                ours,
                settings.flatMap(AddonSettings::configuration)
                        .map(AddonConfiguration::read)
                        .orElse(Map.of()));
    }

    /** Its schema takes text alone. */
    private Map<String, Object> vpcCni() {
        PodNetwork network = environment.cluster().options().podNetwork();
        Map<String, Object> env = new TreeMap<>();
        if (network.prefixDelegation()) {
            env.put("ENABLE_PREFIX_DELEGATION", "true");
            env.put("WARM_PREFIX_TARGET", "1");
        }
        if (!podSubnets.isEmpty()) {
            env.put("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "true");
            env.put("ENI_CONFIG_LABEL_DEF", "topology.kubernetes.io/zone");
        }
        Map<String, Object> values = new TreeMap<>();
        values.put("enableNetworkPolicy", Boolean.toString(network.networkPolicies()));
        if (!env.isEmpty()) {
            values.put("env", env);
        }
        if (!podSubnets.isEmpty()) {
            values.put("eniConfig", eniConfig());
        }
        return values;
    }

    /** One for each zone, under the zone's name. */
    private Map<String, Object> eniConfig() {
        Map<String, Object> subnets = new TreeMap<>();
        podSubnets.forEach((zone, id) -> subnets.put(zone, Map.of("id", id)));
        return new TreeMap<>(
                Map.of(
                        "create",
                        true,
                        "region",
                        environment.cluster().region(),
                        "subnets",
                        subnets));
    }

    private static Map<String, Object> read(JsonText text) {
        try {
            return new ObjectMapper()
                    .readValue(text.json(), new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the environment's own JSON is none", e);
        }
    }

    /** Blocks are merged key by key; of anything else the second stands. */
    private static Map<String, Object> merged(Map<String, Object> first, Map<?, ?> second) {
        Map<String, Object> merged = new TreeMap<>(first);
        second.forEach((key, value) ->
                merged.merge(
                        (String) key,
                        value,
                        (ours, theirs) ->
                                ours instanceof Map<?, ?> block && theirs instanceof Map<?, ?> other
                                        ? merged(merged(Map.of(), block), other)
                                        : theirs));
        return merged;
    }
}
