package io.plimsoll.environment.file;

import io.plimsoll.environment.ClusterConfig;
import java.util.Map;

/** Versions of EKS add-ons that cannot be, whatever EKS offers. */
final class AddonRules {

    /**
     * Kubernetes' version skew policy: kube-proxy is no newer than the API server and at most three
     * minor versions older.
     */
    private static final int PROXY_MAY_LAG = 3;

    /** The newest major version of each that the stacks bring themselves. */
    private static final Map<String, Integer> MAJORS =
            Map.of(
                    "vpc-cni", 1,
                    "kube-proxy", 1,
                    "coredns", 1,
                    "eks-pod-identity-agent", 1,
                    "aws-ebs-csi-driver", 1,
                    "metrics-server", 0,
                    "aws-secrets-store-csi-driver-provider", 3);

    private AddonRules() {}

    static void check(ClusterConfig cluster, Problems problems) {
        cluster.options()
                .addons()
                .forEach((name, settings) -> {
                    if (MAJORS.containsKey(name) && settings.access().isPresent()) {
                        problems.add(
                                Problems.child("cluster.addons", name) + ".access",
                                "must be left out, as the stacks give it what it needs");
                    }
                });
        cluster.options()
                .addons()
                .forEach((name, settings) ->
                        settings.version()
                                .filter(version -> version.matches("v\\d{1,3}\\.\\d{1,3}\\..*"))
                                .ifPresent(version ->
                                        version(cluster, name, version.substring(1), problems)));
    }

    private static void version(
            ClusterConfig cluster, String addon, String version, Problems problems) {
        String[] parts = version.split("\\.", -1);
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        String field = Problems.child("cluster.addons", addon);
        String is = ", is 'v" + version + "'";
        if (major > MAJORS.getOrDefault(addon, major)) {
            problems.add(
                    field,
                    "must be of major version v%d at most"
                                    .formatted(MAJORS.getOrDefault(addon, major))
                            + is);
        } else if (addon.equals("kube-proxy")
                && cluster.kubernetesVersion().matches("1\\.\\d{2}")) {
            int newest = Integer.parseInt(cluster.kubernetesVersion().substring(2));
            if (major != 1 || minor > newest || minor < newest - PROXY_MAY_LAG) {
                problems.add(
                        field,
                        "must be from v1.%d to v1.%d, as Kubernetes %s takes no other"
                                        .formatted(
                                                newest - PROXY_MAY_LAG,
                                                newest,
                                                cluster.kubernetesVersion())
                                + is);
            }
        }
    }
}
