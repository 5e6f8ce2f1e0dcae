package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A Kubernetes taint that every node of a group carries. */
public record TaintConfig(
        @JsonProperty(required = true)
                @JsonPropertyDescription("Key of the taint.")
                @Pattern(regexp = Syntax.LABEL_KEY, message = Syntax.LABEL_KEY_RULE)
                String key,
        @JsonProperty(defaultValue = "''")
                @JsonPropertyDescription("Value of the taint.")
                @Pattern(regexp = Syntax.LABEL_VALUE, message = Syntax.LABEL_VALUE_RULE)
                String value,
        @JsonProperty(defaultValue = "NoSchedule")
                @JsonPropertyDescription("What happens to pods that do not tolerate it.")
                Effect effect,
        @JsonPropertyDescription(
                        "Something on the node takes it away when it has started, as Cilium's agent does; no workload tolerates it, and the autoscaler counts on its going. True for the keys of agents that are known to do so, else false, if left out.")
                boolean startup) {

    /**
     * Whether a taint of that key is known to go when its agent has started: Cilium, Istio's CNI,
     * the CSI drivers of EBS, EFS and FSx, a cloud's node controller, and what Cluster Autoscaler
     * itself takes for one.
     */
    public static boolean isKnownStartup(String key) {
        return STARTUP.contains(key)
                || key.startsWith("startup-taint.cluster-autoscaler.kubernetes.io/")
                || key.startsWith("ignore-taint.cluster-autoscaler.kubernetes.io/");
    }

    private static final Set<String> STARTUP =
            Set.of(
                    "node.cilium.io/agent-not-ready",
                    "cni.istio.io/not-ready",
                    "ebs.csi.aws.com/agent-not-ready",
                    "efs.csi.aws.com/agent-not-ready",
                    "fsx.csi.aws.com/agent-not-ready",
                    "node.cloudprovider.kubernetes.io/uninitialized");

    /** One that stays. */
    public TaintConfig(String key, String value, Effect effect) {
        this(key, value, effect, false);
    }

    /** What a taint does to pods that do not tolerate it. */
    public enum Effect {
        @JsonProperty("NoSchedule")
        NO_SCHEDULE("NoSchedule", "NO_SCHEDULE"),
        @JsonProperty("PreferNoSchedule")
        PREFER_NO_SCHEDULE("PreferNoSchedule", "PREFER_NO_SCHEDULE"),
        @JsonProperty("NoExecute")
        NO_EXECUTE("NoExecute", "NO_EXECUTE");

        private final String kubernetesName;
        private final String eksName;

        Effect(String kubernetesName, String eksName) {
            this.kubernetesName = kubernetesName;
            this.eksName = eksName;
        }

        /** As Kubernetes and the environment file write it. */
        public String kubernetesName() {
            return kubernetesName;
        }

        /** As the EKS API and CloudFormation write it. */
        public String eksName() {
            return eksName;
        }

        /** Empty for a name that the EKS API has not. */
        public static Optional<Effect> ofEks(String name) {
            return Arrays.stream(values())
                    .filter(effect -> effect.eksName.equals(name))
                    .findFirst();
        }
    }
}
