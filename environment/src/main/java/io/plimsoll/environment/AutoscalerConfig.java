package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The node autoscaler: one, since two would fight over the same nodes. */
public record AutoscalerConfig(
        @JsonUnwrapped Program program,
        @JsonProperty(defaultValue = "kube-system")
                @JsonPropertyDescription("Kubernetes namespace.")
                @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                String namespace,
        @JsonPropertyDescription(
                        "Service account, which the IAM role trusts; cluster-autoscaler, or"
                                + " karpenter for that kind, if left out.")
                @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                String serviceAccount,
        @JsonPropertyDescription(
                        "Labels of the node groups it runs on; plimsoll.io/workload: system if left"
                                + " out and a group has it.")
                SortedMap<String, String> nodeSelector,
        @JsonPropertyDescription(
                        "Cluster Autoscaler's flags, without their dashes; one that may be given several times takes a list. If left out: scale-down-unneeded-time and scale-down-delay-after-add of 10m, the expander cheapest-mix and consolidation replace, or the expander least-waste for upstream's.")
                @AnyScalar
                SortedMap<
                                @Pattern(
                                        regexp = "[a-z0-9][a-z0-9-]*",
                                        message = "a flag's name without its leading dashes")
                                String,
                                List<String>>
                        flags) {

    public AutoscalerConfig {
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
        flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    }

    /** Stands for an image that nobody has named yet: no registry can have it (RFC 2606). */
    public static final String UNSET_IMAGE = "registry.invalid/plimsoll/autoscaler:0.1.0";

    /** What the environment gives for a flag that takes one value, or a comma-separated list. */
    public Optional<String> flag(String name) {
        return Optional.ofNullable(flags.get(name)).map(values -> String.join(",", values));
    }

    public String image() {
        return program.image();
    }

    /** What scales the nodes. */
    public record Program(
            @JsonProperty(defaultValue = "plimsoll")
                    @JsonPropertyDescription(
                            "plimsoll: the bundled one; cluster-autoscaler: upstream's, of the"
                                    + " cluster's version; karpenter: its node pools, role, queue and"
                                    + " rules, for a controller that Helm installs.")
                    Kind kind,
            @JsonUnwrapped ImageSource source,
            @JsonProperty(defaultValue = "{}")
                    @JsonPropertyDescription(
                            "For the expander priority: patterns of Auto Scaling groups' names by"
                                    + " their priority, the highest number first, such as 20:"
                                    + " [.*spot.*].")
                    SortedMap<
                                    @Pattern(
                                            regexp = "[1-9]\\d{0,8}",
                                            message = "a whole number from 1 on")
                                    String,
                                    List<String>>
                            priorities,
            @JsonPropertyDescription(
                            "A queue that hears of Spot interruptions and whatever else takes"
                                    + " instances, so that the bundled autoscaler replaces and drains"
                                    + " their nodes in time; true if left out and a node group is of"
                                    + " Spot instances.")
                    boolean interruptionQueue) {

        public Program {
            priorities = Collections.unmodifiableSortedMap(new TreeMap<>(priorities));
        }

        public String image() {
            return source.image();
        }

        public ImageFrom imageFrom() {
            return source.imageFrom();
        }

        public Optional<String> repository() {
            return source.repository();
        }
    }

    /** Which image it is started from. */
    public record ImageSource(
            @JsonPropertyDescription(
                            "Container image; it has to be named, as nobody publishes one, unless"
                                    + " repository or imageFrom is set; upstream's for the cluster's"
                                    + " version with kind: cluster-autoscaler.")
                    @Pattern(regexp = Syntax.IMAGE, message = Syntax.IMAGE_RULE)
                    String image,
            @JsonProperty(defaultValue = "registry")
                    @JsonPropertyDescription(
                            "registry: image names it; build: cdk deploy builds it from this"
                                    + " checkout, with workloads.appliedBy stack.")
                    ImageFrom imageFrom,
            @JsonPropertyDescription(
                            "Name of an ECR repository to make; image is then its 0.1.0 if left"
                                    + " out.")
                    Optional<
                                    @Pattern(
                                            regexp =
                                                    "(?=.{2,256}$)[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*",
                                            message =
                                                    "an ECR repository's name such as"
                                                            + " plimsoll/autoscaler")
                                    String>
                            repository) {}

    /** Where the image comes from. */
    public enum ImageFrom {
        @JsonProperty("registry")
        REGISTRY,
        @JsonProperty("build")
        BUILD
    }

    /** The node autoscalers to choose from. */
    public enum Kind {
        @JsonProperty("plimsoll")
        PLIMSOLL,
        @JsonProperty("cluster-autoscaler")
        CLUSTER_AUTOSCALER,
        @JsonProperty("karpenter")
        KARPENTER
    }
}
