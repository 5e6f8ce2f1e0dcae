package io.plimsoll.stacks;

import io.plimsoll.environment.ClusterConfig;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Log groups, which forget in time, go with their stack, and use the environment's key. */
public final class Logs {

    private Logs() {}

    public static LogGroup forAMonth(Construct scope, String id, ClusterConfig cluster) {
        return kept(scope, id, cluster, group -> group.retention(RetentionDays.ONE_MONTH));
    }

    /**
     * @param details name and retention
     */
    public static LogGroup kept(
            Construct scope,
            String id,
            ClusterConfig cluster,
            UnaryOperator<LogGroup.Builder> details) {
        LogGroup.Builder builder =
                details.apply(
                        LogGroup.Builder.create(scope, id).removalPolicy(RemovalPolicy.DESTROY));
        cluster.options()
                .governance()
                .lifetime()
                .logsKey()
                .ifPresent(arn -> builder.encryptionKey(Key.fromKeyArn(scope, id + "Key", arn)));
        LogGroup logs = builder.build();
        if (cluster.options().governance().lifetime().logsKey().isEmpty()) {
            AcceptedLint.on(logs, List.of(AcceptedLint.LOGS_WITHOUT_A_KEY));
        }
        return logs;
    }
}
