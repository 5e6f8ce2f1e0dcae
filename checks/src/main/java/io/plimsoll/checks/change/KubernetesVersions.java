package io.plimsoll.checks.change;

import io.plimsoll.checks.change.Change.Explanation;
import io.plimsoll.checks.change.Template.Resource;
import java.util.Optional;

/** EKS takes a cluster up by one minor version at a time, and never down. */
final class KubernetesVersions {

    private static final String VERSION = "Version";

    private KubernetesVersions() {}

    static Optional<Explanation> refusal(Resource was, Resource becomes) {
        if (!becomes.type().equals("AWS::EKS::Cluster")) {
            return Optional.empty();
        }
        int step = minor(becomes) - minor(was);
        if (step == 0 || step == 1) {
            return Optional.empty();
        }
        String what =
                "goes from Kubernetes %s to %s; EKS goes up by one minor version at a time"
                        .formatted(was.text(VERSION), becomes.text(VERSION));
        return Optional.of(
                new Explanation(
                        what,
                        step < 0
                                ? "Leave cluster.kubernetesVersion at " + was.text(VERSION) + "."
                                : "Deploy 1.%d first.".formatted(minor(was) + 1)));
    }

    private static int minor(Resource cluster) {
        String version = cluster.text(VERSION);
        String minor = version.substring(version.indexOf('.') + 1);
        return minor.matches("\\d{1,3}") ? Integer.parseInt(minor) : 0;
    }
}
