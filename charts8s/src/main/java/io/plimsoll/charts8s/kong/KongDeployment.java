package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.Hardening;
import io.plimsoll.charts8s.object.Placement;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.names.SharedNames;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Deployment, without {@code replicas}: those are the HorizontalPodAutoscaler's. */
final class KongDeployment {

    /** The user that Kong's image is made for. */
    private static final long USER = 1000;

    /** kube-score wants user ids above 10000, which the image doesn't have. */
    private static final Map<String, String> LINTER_EXCEPTION =
            Map.of("kube-score/ignore", "container-security-context-user-group-id");

    private KongDeployment() {}

    static Deployment of(Environment environment, AppIdentity identity) {
        return new DeploymentBuilder()
                .withMetadata(
                        new ObjectMetaBuilder(
                                        identity.metadata(
                                                new SharedNames(environment).kongDeployment()))
                                .addToAnnotations(LINTER_EXCEPTION)
                                .addToAnnotations(KongCertificate.reloaded(environment))
                                .build())
                .withNewSpec()
                .withRevisionHistoryLimit(10)
                .withNewSelector()
                .withMatchLabels(identity.selector())
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString("25%"))
                .withMaxUnavailable(new IntOrString(0))
                .endRollingUpdate()
                .endStrategy()
                .withTemplate(podTemplate(environment, identity))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec podTemplate(Environment environment, AppIdentity identity) {
        KongConfig kong = environment.workloads().kong();
        Placement placement = Placement.of(environment, kong.nodeSelector());
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(identity.labels(kong.image().reference()))
                .withAnnotations(annotations(kong))
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(new SharedNames(environment).kongDeployment())
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds((long) kong.graceSeconds())
                .withPriorityClassName(kong.container().runtime().priorityClassName().orElse(null))
                .withImagePullSecrets(
                        kong.image().imagePullSecrets().stream()
                                .map(LocalObjectReference::new)
                                .toList())
                .withNodeSelector(placement.nodeSelector())
                .withTolerations(placement.tolerations())
                .withAffinity(Placement.acrossNodes(identity.selector()))
                .withTopologySpreadConstraints(Placement.acrossZones(identity.selector()))
                .withSecurityContext(Hardening.pod(USER))
                .withInitContainers(KongContainer.clearStalePid(kong))
                .withContainers(KongContainer.proxy(kong))
                .withVolumes(KongVolumes.of(kong))
                .endSpec()
                .build();
    }

    private static SortedMap<String, String> annotations(KongConfig kong) {
        SortedMap<String, String> annotations = new TreeMap<>(KongVolumes.SAFE_TO_EVICT);
        annotations.put("prometheus.io/path", "/metrics");
        annotations.put("prometheus.io/port", "8100");
        annotations.put("prometheus.io/scrape", "true");
        if (kong.mode() == KongConfig.Mode.DBLESS) {
            annotations.put("checksum/dbless.config", Checksum.of(DeclarativeConfig.text(kong)));
        }
        kong.configuration()
                .certificateFrom()
                .flatMap(source -> source.version().map(version -> source.secret() + version))
                .ifPresent(
                        version -> annotations.put("checksum/certificate", Checksum.of(version)));
        return Collections.unmodifiableSortedMap(annotations);
    }
}
