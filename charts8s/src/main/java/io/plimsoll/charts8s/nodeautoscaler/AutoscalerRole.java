package io.plimsoll.charts8s.nodeautoscaler;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.Environment;

/** The IAM role that the stack makes for the autoscaler's service account. */
final class AutoscalerRole {

    private AutoscalerRole() {}

    static String arn(Environment environment) {
        ClusterConfig cluster = environment.cluster();
        return "arn:aws:iam::%s:role/%s-cluster-autoscaler"
                .formatted(cluster.account().orElse("${AWS_ACCOUNT_ID}"), cluster.name());
    }
}
