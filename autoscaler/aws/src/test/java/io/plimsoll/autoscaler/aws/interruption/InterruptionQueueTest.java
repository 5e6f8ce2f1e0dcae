package io.plimsoll.autoscaler.aws.interruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.autoscaler.decision.model.Interruption.Kind;
import io.plimsoll.autoscaler.engine.port.InterruptionFeed.Notice;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptionQueueTest {
    private static final String REBALANCE =
            Events.ec2("EC2 Instance Rebalance Recommendation", "{\"instance-id\": \"i-1\"}");

    private final FakeQueue sqs = new FakeQueue();
    private final CountDownLatch rung = new CountDownLatch(1);
    private InterruptionQueue queue = InterruptionQueue.start(sqs, FakeQueue.NAME, rung::countDown);

    @AfterEach
    void close() {
        queue.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeQueue.NAME, FakeQueue.URL})
    void takesAQueueByItsNameOrUrl(String named) {
        queue.close();
        queue = InterruptionQueue.start(sqs, named, rung::countDown);
        sqs.send("m1", REBALANCE);

        await().untilAsserted(() -> assertThat(queue.notices()).hasSize(1));
    }

    @Test
    void ringsAndKeepsAMessageUntilItIsSettled() {
        sqs.send("m1", REBALANCE);
        await().until(() -> rung.getCount() == 0);
        Notice notice = queue.notices().getFirst();

        assertThat(notice.instances()).containsExactly("i-1");
        assertThat(notice.interruption().kind()).isEqualTo(Kind.REBALANCE);
        assertThat(sqs.left()).containsExactly("m1");

        queue.settle(notice);
        assertThat(sqs.left()).isEmpty();
        assertThat(queue.notices()).isEmpty();
    }

    @Test
    void holdsAMessageOnceHoweverOftenItIsDelivered() {
        sqs.send("m1", REBALANCE);
        sqs.deliver();
        await().until(sqs::isAwaited);
        await().untilAsserted(() -> assertThat(queue.notices()).hasSize(1));
        queue.settle(queue.notices().getFirst());

        assertThat(sqs.left()).isEmpty();
    }

    @Test
    void deletesWhatIsNoConcernAndLeavesWhatItCannotRead() {
        sqs.send("broken", "no JSON");
        sqs.send("other", Events.ec2("EBS Volume Notification", "{}"));
        sqs.send("m1", REBALANCE);

        await().untilAsserted(() -> assertThat(queue.notices()).hasSize(1));
        assertThat(sqs.left()).containsExactly("broken", "m1");
    }

    @Test
    void endsWithItsClient() {
        queue.close();

        assertThat(sqs.isClosed()).isTrue();
    }
}
