package io.plimsoll.autoscaler.aws.interruption;

import io.plimsoll.autoscaler.aws.AwsErrors;
import io.plimsoll.autoscaler.aws.LogOnce;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.InterruptionFeed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A queue of SQS into which EventBridge writes what happens to machines. A thread of its own waits
 * for messages; one is deleted when it is settled. What nobody can read stays, and SQS moves it to
 * the dead-letter queue.
 */
public final class InterruptionQueue implements InterruptionFeed, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptionQueue.class);

    /** The longest that SQS allows. */
    public static final Duration LONG_POLL = Duration.ofSeconds(20);

    private static final int MOST_AT_ONCE = 10;

    /** What is not settled by then comes again. */
    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SqsClient sqs;
    private final String queue;
    private final Runnable bell;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** By id of the message. */
    private final Map<String, Received> unsettled = new LinkedHashMap<>();

    private Optional<String> url = Optional.empty();

    /**
     * @param receipt of the latest delivery
     */
    private record Received(Notice notice, String receipt) {}

    private InterruptionQueue(SqsClient sqs, String queue, Runnable bell) {
        this.sqs = sqs;
        this.queue = queue;
        this.bell = bell;
        this.thread = Thread.ofPlatform().name("interruptions").daemon().unstarted(this::run);
    }

    /**
     * Begins to receive.
     *
     * @param sqs is closed with this
     * @param queue its name in the same account and region, or its URL
     * @param bell rung when something has come; on a thread of the queue's
     */
    public static InterruptionQueue start(SqsClient sqs, String queue, Runnable bell) {
        InterruptionQueue started = new InterruptionQueue(sqs, queue, bell);
        started.thread.start();
        return started;
    }

    @Override
    public List<Notice> notices() {
        synchronized (unsettled) {
            return unsettled.values().stream().map(Received::notice).toList();
        }
    }

    @Override
    public void settle(Notice notice) {
        Optional<Received> received;
        synchronized (unsettled) {
            received = Optional.ofNullable(unsettled.get(notice.id()));
        }
        if (received.isPresent()) {
            delete(received.get().receipt());
            synchronized (unsettled) {
                unsettled.remove(notice.id());
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        sqs.close();
    }

    private void run() {
        LogOnce unreadable = new LogOnce(LOG);
        String told = "";
        while (!isClosed(Duration.ZERO)) {
            try {
                receive(unreadable);
                if (!told.isEmpty()) {
                    LOG.info("Interruptions are received again");
                }
                told = "";
            } catch (CloudException failure) {
                String problem = String.valueOf(failure.getMessage());
                if (closed.getCount() > 0 && !problem.equals(told)) {
                    LOG.warn("Nothing is heard of interruptions: {}", problem);
                }
                told = problem;
                isClosed(PAUSE);
            }
        }
    }

    /** Whether it is, or becomes so within that time. */
    private boolean isClosed(Duration within) {
        try {
            return closed.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    private void receive(LogOnce unreadable) {
        String from = url();
        List<Message> messages =
                AwsErrors.translating(
                                "ReceiveMessage " + queue,
                                () ->
                                        sqs.receiveMessage(request ->
                                                request.queueUrl(from)
                                                        .maxNumberOfMessages(MOST_AT_ONCE)
                                                        .visibilityTimeout(
                                                                (int) VISIBILITY.toSeconds())
                                                        .waitTimeSeconds(
                                                                (int) LONG_POLL.toSeconds())))
                        .messages();
        boolean isNews = false;
        for (Message message : messages) {
            switch (QueueMessage.parse(message.body())) {
                case QueueMessage.Told(var instances, var interruption) -> {
                    Notice notice = new Notice(message.messageId(), instances, interruption);
                    synchronized (unsettled) {
                        unsettled.put(notice.id(), new Received(notice, message.receiptHandle()));
                    }
                    isNews = true;
                }
                case QueueMessage.Irrelevant _ -> delete(message.receiptHandle());
                case QueueMessage.Unreadable(String problem) ->
                        unreadable.warn(
                                "Message %s of queue %s cannot be read and is left to its dead-letter queue: %s"
                                        .formatted(message.messageId(), queue, problem));
            }
        }
        if (isNews) {
            bell.run();
        }
    }

    private void delete(String receipt) {
        String from = url();
        AwsErrors.translating(
                "DeleteMessage " + queue,
                () -> sqs.deleteMessage(request -> request.queueUrl(from).receiptHandle(receipt)));
    }

    private synchronized String url() {
        if (url.isEmpty()) {
            url =
                    queue.contains("://")
                            ? Optional.of(queue)
                            : Optional.of(
                                    AwsErrors.translating(
                                                    "GetQueueUrl " + queue,
                                                    () ->
                                                            sqs.getQueueUrl(request ->
                                                                    request.queueName(queue)))
                                            .queueUrl());
        }
        return url.orElseThrow();
    }
}
