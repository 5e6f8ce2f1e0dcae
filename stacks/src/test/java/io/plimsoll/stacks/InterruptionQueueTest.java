package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** What the bundled autoscaler hears of, where the environment asks for it. */
class InterruptionQueueTest {

    private static final Environment ENVIRONMENT =
            Scenario.environment(
                    "autoscaler: {interruptionQueue: true}%nvpc: {natGateways: 0, endpoints: true}"
                            .formatted());
    private static final SharedNames NAMES = new SharedNames(ENVIRONMENT);

    private static Templates templates;
    private static Template identity;

    @BeforeAll
    static void synthesize() {
        templates = Templates.of(ENVIRONMENT);
        identity = templates.part("identity");
    }

    @Test
    void encryptsTheQueueAndKeepsWhatNobodyCanRead() {
        identity.resourceCountIs("AWS::SQS::Queue", 2);
        identity.hasResourceProperties(
                "AWS::SQS::Queue",
                Map.of(
                        "QueueName",
                        NAMES.interruptionQueue(),
                        "SqsManagedSseEnabled",
                        true,
                        "MessageRetentionPeriod",
                        3600,
                        "RedrivePolicy",
                        Match.objectLike(Map.of("maxReceiveCount", 5))));
        identity.hasResourceProperties(
                "AWS::SQS::Queue",
                Map.of(
                        "QueueName",
                        NAMES.interruptionQueue() + "-unreadable",
                        "SqsManagedSseEnabled",
                        true));
    }

    @Test
    void letsOnlyEventBridgeInAndRefusesPlainHttp() {
        assertThat(identity.findResources("AWS::SQS::QueuePolicy")).hasSize(2);
        assertThat(identity.findResources("AWS::SQS::QueuePolicy").toString())
                .contains("aws:SecureTransport=false", "Service=events.amazonaws.com");
    }

    @Test
    void hearsOfEveryWayInWhichAnInstanceGoes() {
        identity.resourceCountIs("AWS::Events::Rule", 5);
        assertThat(identity.findResources("AWS::Events::Rule").toString())
                .contains(
                        "EC2 Spot Instance Interruption Warning",
                        "EC2 Instance Rebalance Recommendation",
                        "EC2 Instance State-change Notification",
                        "EC2 Instance-terminate Lifecycle Action",
                        "AWS Health Event");
    }

    @Test
    void letsTheAutoscalerTakeMessagesOfThatQueueAlone() {
        identity.hasResourceProperties(
                "AWS::IAM::ManagedPolicy",
                Map.of(
                        "PolicyDocument",
                        Match.objectLike(
                                Map.of(
                                        "Statement",
                                        Match.arrayWith(
                                                List.of(
                                                        Match.objectLike(
                                                                Map.of(
                                                                        "Sid",
                                                                        "Interruptions",
                                                                        "Action",
                                                                        List.of(
                                                                                "sqs:DeleteMessage",
                                                                                "sqs:GetQueueUrl",
                                                                                "sqs:ReceiveMessage"),
                                                                        "Resource",
                                                                        Match.objectLike(
                                                                                Map.of(
                                                                                        "Fn::GetAtt",
                                                                                        Match
                                                                                                .anyValue()))))))))));
    }

    @Test
    void reachesTheQueueFromANetworkWithoutAWayOut() {
        assertThat(templates.part("network").findResources("AWS::EC2::VPCEndpoint").toString())
                .contains(".sqs");
    }

    @Test
    void isThereWhereAGroupIsOfSpotInstancesAndNowhereElse() {
        Environment spot =
                Scenario.parse(
                        """
                        cluster: {name: x}
                        nodeGroups:
                          - {name: all, instanceTypes: [t3.large], capacityType: spot, min: 2, max: 4}
                        """);

        assertThat(spot.workloads().autoscaler().program().interruptionQueue()).isTrue();
        assertThat(Scenario.environment().workloads().autoscaler().program().interruptionQueue())
                .isFalse();
    }
}
