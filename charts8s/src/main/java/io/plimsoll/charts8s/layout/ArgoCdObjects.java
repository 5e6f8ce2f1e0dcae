package io.plimsoll.charts8s.layout;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.plimsoll.charts8s.object.CustomObject;
import io.plimsoll.charts8s.object.DnsName;
import io.plimsoll.environment.AddOnsConfig.GitOpsConfig;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Argo CD's objects for one environment. */
record ArgoCdObjects(Environment environment) {

    private static final String API_VERSION = "argoproj.io/v1alpha1";
    private static final String PROJECT = "plimsoll";

    /**
     * @param wave the order among the environment's applications
     */
    HasMetadata application(String chart, int wave) {
        ObjectMeta metadata =
                new ObjectMetaBuilder(metadata(name(chart)))
                        .addToAnnotations("argocd.argoproj.io/sync-wave", String.valueOf(wave))
                        .withFinalizers("resources-finalizer.argocd.argoproj.io/foreground")
                        .build();
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("destination", Map.of("name", gitOps().cluster()));
        spec.put("ignoreDifferences", ignored(chart));
        spec.put("project", PROJECT);
        spec.put("source", source(gitOps().path() + "/manifests/" + chart));
        spec.put("syncPolicy", syncPolicy(chart));
        return CustomObject.of(API_VERSION, "Application", metadata, spec);
    }

    /** Makes an application of applications for each environment that lies beside this one. */
    HasMetadata applicationSet() {
        String path = gitOps().path();
        int slash = path.lastIndexOf('/');
        String siblings = slash < 0 ? "*" : path.substring(0, slash) + "/*";
        int depth = siblings.split("/").length - 1;
        Map<String, Object> generator =
                Map.of(
                        "directories",
                        List.of(Map.of("path", siblings + "/applications")),
                        "repoURL",
                        gitOps().repository(),
                        "revision",
                        gitOps().revision());
        Map<String, Object> template =
                Map.of(
                        "metadata",
                        Map.of(
                                "name",
                                "{{ index .path.segments %d | lower | replace \"_\" \"-\" }}"
                                        .formatted(depth)),
                        "spec",
                        Map.of(
                                "destination",
                                Map.of("name", "in-cluster", "namespace", "argocd"),
                                "project",
                                PROJECT,
                                "source",
                                source("{{ .path.path }}"),
                                "syncPolicy",
                                Map.of("automated", Map.of("prune", true, "selfHeal", true))));
        return CustomObject.of(
                API_VERSION,
                "ApplicationSet",
                metadata(PROJECT),
                Map.of(
                        "generators",
                        List.of(Map.of("git", generator)),
                        "goTemplate",
                        true,
                        "goTemplateOptions",
                        List.of("missingkey=error"),
                        "template",
                        template));
    }

    /** What the applications may read and where they may write. */
    HasMetadata project() {
        return CustomObject.of(
                API_VERSION,
                "AppProject",
                metadata(PROJECT),
                Map.of(
                        "clusterResourceWhitelist",
                        List.of(Map.of("group", "*", "kind", "*")),
                        "destinations",
                        List.of(Map.of("name", "*", "namespace", "*", "server", "*")),
                        "sourceRepos",
                        List.of(gitOps().repository())));
    }

    /**
     * One key of Argo CD's own settings: without it an Application has no health since Argo CD 1.8,
     * so that no wave waits for the one before it.
     */
    static HasMetadata health() {
        return new ConfigMapBuilder()
                .withMetadata(
                        new ObjectMetaBuilder(metadata("argocd-cm"))
                                .addToLabels("app.kubernetes.io/part-of", "argocd")
                                .build())
                .addToData(
                        "resource.customizations.health.argoproj.io_Application",
                        """
                        local health = { status = "Progressing", message = "" }
                        if obj.status ~= nil and obj.status.health ~= nil then
                          health.status = obj.status.health.status
                          health.message = obj.status.health.message or ""
                        end
                        return health
                        """)
                .build();
    }

    private String name(String chart) {
        return DnsName.of(environment.cluster().name()) + "-" + chart;
    }

    private static ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder().withName(name).withNamespace("argocd").build();
    }

    private GitOpsConfig gitOps() {
        return environment.workloads().addOns().gitops();
    }

    private Map<String, Object> source(String path) {
        return Map.of(
                "path", path,
                "repoURL", gitOps().repository(),
                "targetRevision", gitOps().revision());
    }

    /** What somebody else writes: the HPA a Deployment's replicas, a user the start of a load. */
    private List<Map<String, Object>> ignored(String chart) {
        return switch (chart) {
            case SharedNames.KONG_RELEASE ->
                    List.of(
                            Map.of(
                                    "group",
                                    "apps",
                                    "jsonPointers",
                                    List.of("/spec/replicas"),
                                    "kind",
                                    "Deployment",
                                    "name",
                                    new SharedNames(environment).kongDeployment()));
            case "load" ->
                    List.of(
                            Map.of(
                                    "group",
                                    "batch",
                                    "jsonPointers",
                                    List.of("/spec/suspend"),
                                    "kind",
                                    "Job"));
            default -> List.of();
        };
    }

    /** The load generator waits for somebody to sync it. */
    private static Map<String, Object> syncPolicy(String chart) {
        Map<String, Object> policy = new LinkedHashMap<>();
        if (!chart.equals("load")) {
            policy.put("automated", Map.of("prune", true, "selfHeal", true));
        }
        policy.put(
                "retry",
                Map.of(
                        "backoff",
                        Map.of("duration", "10s", "factor", 2, "maxDuration", "5m"),
                        "limit",
                        5));
        policy.put("syncOptions", List.of("ServerSideApply=true", "RespectIgnoreDifferences=true"));
        return policy;
    }
}
