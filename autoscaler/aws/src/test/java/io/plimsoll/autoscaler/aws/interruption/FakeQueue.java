package io.plimsoll.autoscaler.aws.interruption;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** A queue that answers at once; each delivery has a receipt of its own. */
final class FakeQueue implements SqsClient {
    static final String NAME = "interruptions";
    static final String URL = "https://sqs.us-west-1.amazonaws.com/123456789012/interruptions";

    private final Map<String, String> messages = new LinkedHashMap<>();
    private final List<Message> due = new ArrayList<>();
    private int deliveries;
    private boolean closed;

    synchronized void send(String id, String body) {
        messages.put(id, body);
        deliver();
    }

    /** Whatever was not deleted comes again. */
    synchronized void deliver() {
        messages.forEach((id, body) ->
                due.add(
                        Message.builder()
                                .messageId(id)
                                .body(body)
                                .receiptHandle("%s/%d".formatted(id, deliveries++))
                                .build()));
        notifyAll();
    }

    synchronized List<String> left() {
        return List.copyOf(messages.keySet());
    }

    /** Everything that was delivered has been taken, and the next call waits. */
    synchronized boolean isAwaited() {
        return due.isEmpty();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
        if (!request.queueName().equals(NAME)) {
            throw QueueDoesNotExistException.builder().message("no such queue").build();
        }
        return GetQueueUrlResponse.builder().queueUrl(URL).build();
    }

    @Override
    public synchronized ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        if (!request.queueUrl().equals(URL)) {
            throw QueueDoesNotExistException.builder().message("no such queue").build();
        }
        try {
            while (due.isEmpty()) {
                wait();
            }
        } catch (InterruptedException _) {
            throw AbortedException.create("aborted");
        }
        List<Message> batch = due.stream().limit(request.maxNumberOfMessages()).toList();
        due.removeAll(batch);
        return ReceiveMessageResponse.builder().messages(batch).build();
    }

    @Override
    public synchronized DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        messages.remove(request.receiptHandle().split("/", 2)[0]);
        return DeleteMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
