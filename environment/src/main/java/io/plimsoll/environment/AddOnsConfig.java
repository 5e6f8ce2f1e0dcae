package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands around the workloads. */
public record AddOnsConfig(
        @JsonPropertyDescription("Where a GitOps controller finds the manifests.")
                GitOpsConfig gitops,
        @JsonPropertyDescription("How the manifests get onto the cluster.")
                DeliveryConfig workloads,
        @JsonPropertyDescription("How metrics are collected: by, or a block with by and labels.")
                MonitoringConfig monitoring,
        @JsonProperty(defaultValue = "addon")
                @JsonPropertyDescription(
                        "Who brings metrics-server, which the HPA needs. addon: EKS, with the stacks; chart: the manifests.")
                MetricsServer metricsServer,
        @JsonPropertyDescription("A VerticalPodAutoscaler for Kong.") Optional<VpaConfig> vpa) {

    /** How the manifests get onto the cluster. */
    public record DeliveryConfig(
            @JsonProperty(defaultValue = "gitops")
                    @JsonPropertyDescription(
                            "gitops: the stacks are infrastructure only, and kubectl or a GitOps controller applies the written manifests; stack: cdk deploy applies them too, by a function in the VPC.")
                    AppliedBy appliedBy,
            @JsonProperty(defaultValue = "enforce")
                    @JsonPropertyDescription(
                            "What the namespaces do with pods outside of pod security restricted. enforce: refuse them; warn: say so, for namespaces that have such pods already.")
                    PodSecurity podSecurity,
            @JsonPropertyDescription(
                            "Folder with manifests of your own beside Kong's, its path relative to this file: every layout takes them along, check counts their pods, and the demo plays them.")
                    Optional<OwnObjects> folder) {}

    /** What a namespace does with pods that its pod security level does not allow. */
    public enum PodSecurity {
        @JsonProperty("enforce")
        ENFORCE,
        @JsonProperty("warn")
        WARN
    }

    /** How metrics are collected. In the file, {@code by} may stand alone. */
    @OneWord
    public record MonitoringConfig(
            @JsonProperty(defaultValue = "annotations")
                    @JsonPropertyDescription(
                            "annotations: pods say that they can be scraped; prometheus-operator: also ServiceMonitors, alerts and a Grafana dashboard.")
                    Monitoring by,
            @JsonProperty(defaultValue = "{}")
                    @JsonPropertyDescription(
                            "Labels of ServiceMonitors and alerts that the operator selects them by, such as release: kube-prometheus-stack.")
                    SortedMap<
                                    @Pattern(
                                            regexp = Syntax.LABEL_KEY,
                                            message = Syntax.LABEL_KEY_RULE)
                                    String,
                                    @Pattern(
                                            regexp = Syntax.LABEL_VALUE,
                                            message = Syntax.LABEL_VALUE_RULE)
                                    String>
                            labels) {

        public MonitoringConfig {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }
    }

    /** Who applies the manifests. */
    public enum AppliedBy {
        @JsonProperty("gitops")
        GITOPS,
        @JsonProperty("stack")
        STACK
    }

    /** How metrics are collected. */
    public enum Monitoring {
        @JsonProperty("annotations")
        ANNOTATIONS,
        @JsonProperty("prometheus-operator")
        PROMETHEUS_OPERATOR
    }

    /** Where metrics-server comes from: from one place, since two would fight over one API. */
    public enum MetricsServer {
        @JsonProperty("addon")
        ADDON,
        @JsonProperty("chart")
        CHART
    }

    /** The repository that the written folder is committed to. */
    public record GitOpsConfig(
            @JsonProperty(defaultValue = "https://git.example.com/platform/clusters.git")
                    @JsonPropertyDescription("The Git repository.")
                    @Pattern(
                            regexp =
                                    "https://[^\\s@?#]+|ssh://([^\\s:@/]+@)?[^\\s@?#]+|git@[^\\s@?#]+",
                            message =
                                    "a Git address without a credential, which the manifests would tell everybody, such as https://git.example.com/clusters.git")
                    String repository,
            @JsonProperty(defaultValue = "main")
                    @JsonPropertyDescription("The branch.")
                    @Pattern(
                            regexp = "(?!.*(\\.\\.|//|\\.lock$|[./]$))[A-Za-z0-9][A-Za-z0-9._/-]*",
                            message = "a branch's name")
                    String revision,
            @JsonPropertyDescription(
                            "The written folder's place in the repository; clusters/<cluster name> if left out.")
                    @Pattern(
                            regexp = "(?!(.*/)?\\.\\.(/|$))[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*",
                            message = "a folder relative to the repository's root")
                    String path,
            @JsonProperty(defaultValue = "in-cluster")
                    @JsonPropertyDescription("Argo CD's name of the cluster.")
                    @Pattern(
                            regexp = "[A-Za-z0-9][A-Za-z0-9._-]*",
                            message = "a cluster's name in Argo CD")
                    String cluster) {}

    /** A VerticalPodAutoscaler, which must not act on what the HorizontalPodAutoscaler reads. */
    public record VpaConfig(
            @JsonProperty(defaultValue = "recommend")
                    @JsonPropertyDescription(
                            "recommend: only says what it would ask for; initial: sets it on new pods; recreate: also restarts pods for it.")
                    VpaMode mode,
            @JsonProperty(defaultValue = "[memory]")
                    @JsonPropertyDescription("The requests it looks after.")
                    @Size(min = 1, max = 2)
                    List<VpaResource> resources) {

        public VpaConfig {
            resources = List.copyOf(resources);
        }
    }

    /** What a VerticalPodAutoscaler does with its recommendation. */
    public enum VpaMode {
        @JsonProperty("recommend")
        RECOMMEND,
        @JsonProperty("initial")
        INITIAL,
        @JsonProperty("recreate")
        RECREATE
    }

    /** Requests that a VerticalPodAutoscaler can look after. */
    public enum VpaResource {
        @JsonProperty("cpu")
        CPU,
        @JsonProperty("memory")
        MEMORY
    }
}
