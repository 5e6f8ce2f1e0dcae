package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fabric8.kubernetes.api.model.Quantity;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An EKS managed node group. */
public record NodeGroupConfig(
        @JsonProperty(required = true)
                @JsonPropertyDescription("Name of the node group, once in a cluster.")
                @Pattern(
                        regexp = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}",
                        message =
                                "1 to 63 letters, digits, '-' or '_', beginning with a letter or digit")
                String name,
        @JsonUnwrapped Machine machine,
        @JsonUnwrapped Size size,
        @JsonProperty(defaultValue = "{}")
                @JsonPropertyDescription("Labels that every node of the group carries.")
                @jakarta.validation.constraints.Size(max = 50)
                SortedMap<
                                @Pattern(regexp = Syntax.LABEL_KEY, message = Syntax.LABEL_KEY_RULE)
                                String,
                                @Pattern(
                                        regexp = Syntax.LABEL_VALUE,
                                        message = Syntax.LABEL_VALUE_RULE)
                                String>
                        labels,
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription("Taints that every node of the group carries.")
                @jakarta.validation.constraints.Size(max = 50)
                List<TaintConfig> taints) {

    public NodeGroupConfig {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        taints = List.copyOf(taints);
    }

    /** Name of the node group in EKS. */
    public String eksName() {
        int generation = machine.upkeep().generation();
        return generation == 1 ? name : name + "-" + generation;
    }

    /** What the group's nodes are. */
    public record Machine(
            @JsonProperty(defaultValue = "[t3.large]")
                    @JsonPropertyDescription(
                            "EC2 instance types, at least one; EC2 takes any of them.")
                    @jakarta.validation.constraints.Size(min = 1, max = 20)
                    List<String> instanceTypes,
            @JsonProperty(defaultValue = "on-demand")
                    @JsonPropertyDescription("How EC2 bills them.")
                    CapacityType capacityType,
            @JsonPropertyDescription(
                            "Machine image; Amazon Linux 2023 for the instance types' architecture if left out.")
                    AmiType amiType,
            @JsonUnwrapped LaunchConfig launch,
            @JsonUnwrapped Upkeep upkeep) {
        public Machine {
            instanceTypes = List.copyOf(instanceTypes);
        }

        /** The root volume. */
        public StorageConfig storage() {
            return launch.storage();
        }

        /** Size of the root volume. */
        public Quantity disk() {
            return storage().disk();
        }
    }

    /** Where the group's nodes are, and how they are kept in shape. */
    public record Upkeep(
            @JsonProperty(defaultValue = "[]")
                    @JsonPropertyDescription(
                            "Zones of the VPC that the group keeps to, such as one zone for volumes that cannot leave it; all if left out.")
                    List<@Pattern(regexp = VpcConfig.ZONE, message = VpcConfig.ZONE_RULE) String>
                            zones,
            @JsonProperty(defaultValue = "1")
                    @JsonPropertyDescription("Nodes that an update may take away at a time.")
                    @Min(1)
                    @Max(100)
                    int maxUnavailable,
            @JsonProperty(defaultValue = "false")
                    @JsonPropertyDescription("Lets EKS replace nodes that it finds broken.")
                    boolean autoRepair,
            @JsonPropertyDescription(
                            "Release of EKS's machine image, such as 1.35.2-20261101; newest takes the newest of each deployment; if left out, the newest of the Kubernetes version when that changes.")
                    Optional<
                                    @Pattern(
                                            regexp = NEWEST + "|\\d+\\.\\d+\\.\\d+-[a-z0-9]+",
                                            message =
                                                    "a release such as 1.35.2-20261101, or newest")
                                    String>
                            amiRelease,
            @JsonProperty(defaultValue = "1")
                    @JsonPropertyDescription(
                            "From 2 on, a part of the node group's name in EKS. One more makes a new group and drains the old one, for what cannot change in a group: instance types where there are several, capacityType, amiType, zones, publicAddresses.")
                    @Min(1)
                    @Max(99)
                    int generation) {

        /** Of {@link #amiRelease}: what EKS recommends when a deployment comes. */
        public static final String NEWEST = "newest";

        public Upkeep {
            zones = List.copyOf(zones);
        }
    }

    /** How many nodes the group has; {@code desired} counts at creation only. */
    public record Size(
            @JsonProperty(defaultValue = "1")
                    @JsonPropertyDescription("Fewest nodes; 0 lets the autoscaler empty the group.")
                    @Min(0)
                    @Max(1000)
                    int min,
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Most nodes.")
                    @Min(1)
                    @Max(1000)
                    int max,
            @JsonPropertyDescription(
                            "Nodes at creation, afterwards the autoscaler decides; min if left out.")
                    @Min(0)
                    @Max(1000)
                    int desired,
            @JsonProperty(defaultValue = "{}")
                    @JsonPropertyDescription(
                            "The group's own values for some of the autoscaler's flags, by the names of Cluster Autoscaler's tags, such as scaledownunneededtime: 5m.")
                    @AnyScalar
                    SortedMap<
                                    @Pattern(
                                            regexp = Syntax.GROUP_OPTION,
                                            message = Syntax.GROUP_OPTION_RULE)
                                    String,
                                    String>
                            autoscalingOptions,
            @JsonProperty(defaultValue = "[]")
                    @JsonPropertyDescription(
                            "How many nodes the autoscaler may take away by choice at a time, as Karpenter's disruption budgets; of several that hold, the one that allows least. What the autoscaler's flag disruption-budgets says if left out.")
                    List<DisruptionBudgetConfig> disruptionBudgets) {

        public Size {
            disruptionBudgets = List.copyOf(disruptionBudgets);
            autoscalingOptions =
                    Collections.unmodifiableSortedMap(new TreeMap<>(autoscalingOptions));
        }

        /** Without options and budgets of its own. */
        public Size(int min, int max, int desired) {
            this(min, max, desired, new TreeMap<>(), List.of());
        }
    }

    /** How EC2 bills the group's instances. */
    public enum CapacityType {
        @JsonProperty("on-demand")
        ON_DEMAND,
        @JsonProperty("spot")
        SPOT
    }
}
