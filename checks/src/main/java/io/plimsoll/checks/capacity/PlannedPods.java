package io.plimsoll.checks.capacity;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.environment.Amounts;
import io.plimsoll.environment.ComputeResources;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.TaintConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pods that do not exist yet, as the manifests and the EKS add-ons will make them. */
final class PlannedPods {

    private static final long MIB = 1L << 20;
    private static final String SYSTEM = "kube-system";

    /**
     * What every node of the cluster runs: requests as the add-ons' manifests have them (VPC CNI
     * since 1.14 with its network policy agent, kube-proxy, EBS CSI driver, Pod Identity agent).
     */
    private static final SortedMap<String, Resources> DAEMONS =
            new TreeMap<>(
                    Map.of(
                            "aws-node", Resources.ofPod(50, 0),
                            "ebs-csi-node", Resources.ofPod(30, 120 * MIB),
                            "eks-pod-identity-agent", Resources.ofPod(0, 0),
                            "kube-proxy", Resources.ofPod(100, 0)));

    private static final Pod.NodePlacement EVERYWHERE =
            new Pod.NodePlacement(
                    new TreeMap<>(),
                    Optional.empty(),
                    List.of(new Toleration("", Toleration.Operator.EXISTS, "", Optional.empty())));

    /** The Secrets Store CSI driver and its provider for AWS, as their charts have it. */
    private static final SortedMap<String, Resources> SECRET_DAEMONS =
            new TreeMap<>(
                    Map.of(
                            "secrets-store-csi-driver", Resources.ofPod(70, 140 * MIB),
                            "aws-secrets-store-csi-driver-provider",
                                    Resources.ofPod(50, 100 * MIB)));

    private PlannedPods() {}

    /** A pod of each of the add-ons' DaemonSets. */
    static List<Pod> daemons(Environment environment) {
        SortedMap<String, Resources> daemons = new TreeMap<>(DAEMONS);
        if (environment.workloads().kong().mountsCertificate()) {
            daemons.putAll(SECRET_DAEMONS);
        }
        return daemons.entrySet().stream()
                .map(daemon ->
                        pod(
                                new ObjectKey(SYSTEM, daemon.getKey()),
                                new OwnerReference(
                                        "apps/v1", "DaemonSet", daemon.getKey(), daemon.getKey()),
                                daemon.getValue(),
                                EVERYWHERE))
                .toList();
    }

    /** A pod of Kong. */
    static Pod kong(Environment environment) {
        KongConfig kong = environment.workloads().kong();
        ComputeResources requests = kong.container().requests();
        return pod(
                new ObjectKey(kong.image().namespace(), "kong-kong"),
                new OwnerReference("apps/v1", "ReplicaSet", "kong-kong", "kong-kong"),
                new Resources(
                        Amounts.milli(requests.cpu()),
                        Amounts.whole(requests.memory()),
                        Amounts.whole(KongConfig.EPHEMERAL_STORAGE_REQUEST),
                        1,
                        new TreeMap<>()),
                placement(environment, kong.nodeSelector()));
    }

    private static Pod.NodePlacement placement(
            Environment environment, SortedMap<String, String> nodeSelector) {
        List<Toleration> tolerations =
                environment.taintsToTolerate(nodeSelector).stream()
                        .map(PlannedPods::toleration)
                        .toList();
        return new Pod.NodePlacement(nodeSelector, Optional.empty(), tolerations);
    }

    private static Toleration toleration(TaintConfig taint) {
        return new Toleration(
                taint.key(),
                Toleration.Operator.EQUAL,
                taint.value(),
                Taint.Effect.named(taint.effect().kubernetesName()));
    }

    private static Pod pod(
            ObjectKey key, OwnerReference owner, Resources requests, Pod.NodePlacement placement) {
        Pod.Constraints constraints =
                new Pod.Constraints(placement, Pod.PodPlacement.ANY, List.of(), List.of());
        return new Pod(
                key,
                Metadata.NONE,
                Optional.of(owner),
                new Pod.Spec(Optional.empty(), requests, requests, constraints, Pod.Policy.DEFAULT),
                Pod.Status.PENDING);
    }
}
