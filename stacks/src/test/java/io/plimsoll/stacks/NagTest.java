package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cdk-nag's AwsSolutions rules find nothing that is not suppressed with a reason. */
class NagTest {

    /** Its images are where even a private network finds them. */
    private static final String NAMED =
            "cluster: {name: x, imageRegistry:"
                    + " 111122223333.dkr.ecr.us-west-1.amazonaws.com/mirror%s}%n%s";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity: irsa",
                "identity: pod-identity",
                "sessionManager: true",
                "publicAccessCidrs: [203.0.113.0/24]",
                "admins: ['arn:aws:iam::111122223333:role/admin']"
            })
    void findsNothing(String options) {
        List<String> complaints =
                Templates.of(Scenario.parse(NAMED.formatted(", " + options, ""))).complaints();

        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vpc: {natGateways: 0, endpoints: true}",
                "autoscaler: {kind: cluster-autoscaler}",
                "autoscaler: {interruptionQueue: true}",
                "metricsServer: chart"
            })
    void findsNothingWithWhatStandsAroundTheCluster(String block) {
        List<String> complaints =
                Templates.of(Scenario.parse(NAMED.formatted("", block))).complaints();

        assertThat(complaints).isEmpty();
    }
}
