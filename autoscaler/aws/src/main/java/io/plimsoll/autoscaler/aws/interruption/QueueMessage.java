package io.plimsoll.autoscaler.aws.interruption;

import io.plimsoll.autoscaler.decision.model.Interruption;
import io.plimsoll.autoscaler.decision.model.Interruption.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one message says.
 *
 * <p>Source of the forms: Amazon EventBridge, events of EC2 ("Spot Instance interruption notices",
 * "Rebalance recommendations", "State change notifications"), of EC2 Auto Scaling ("Create
 * EventBridge rules", instance-terminate lifecycle action) and of AWS Health ("Events Detail").
 */
sealed interface QueueMessage {

    /** Machines will go. */
    record Told(List<String> instances, Interruption interruption) implements QueueMessage {
        public Told {
            instances = List.copyOf(instances);
        }
    }

    /** Nothing that concerns nodes. */
    record Irrelevant() implements QueueMessage {}

    /**
     * @param problem which field, and what is wrong with it
     */
    record Unreadable(String problem) implements QueueMessage {}

    /** As {@link Parser#parse}. */
    static QueueMessage parse(String body) {
        try {
            return Parser.parse(Parser.MAPPER.readTree(body));
        } catch (JacksonException e) {
            return new Unreadable("no JSON: " + e.getOriginalMessage());
        } catch (WrongFieldException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** A field that the message must have is not there, or makes no sense. */
    final class WrongFieldException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongFieldException(String message) {
            super(message);
        }
    }

    /** Reads the envelope that EventBridge puts around each event. */
    final class Parser {
        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        /** A Spot instance has so long from its warning on. */
        private static final Duration SPOT_NOTICE = Duration.ofMinutes(2);

        /** A recommendation is no date; one that nothing came of counts for so long. */
        private static final Duration RECOMMENDED = Duration.ofHours(1);

        private static final Set<String> ENDING_STATES =
                Set.of("stopping", "stopped", "shutting-down", "terminated");

        /** Of every Auto Scaling group of an EKS node group: EKS drains, and lets go by itself. */
        private static final String EKS_HOOK = "Terminate-LC-Hook";

        private Parser() {}

        private static QueueMessage parse(JsonNode event) {
            return switch (text(event, "detail-type")) {
                case "EC2 Spot Instance Interruption Warning" ->
                        told(event, "instance-id", Kind.SPOT, time(event).plus(SPOT_NOTICE));
                case "EC2 Instance Rebalance Recommendation" ->
                        told(event, "instance-id", Kind.REBALANCE, time(event).plus(RECOMMENDED));
                case "EC2 Instance State-change Notification" ->
                        ENDING_STATES.contains(text(event, "detail", "state"))
                                ? told(event, "instance-id", Kind.ENDING, time(event))
                                : new Irrelevant();
                case "EC2 Instance-terminate Lifecycle Action" ->
                        text(event, "detail", "LifecycleHookName").equals(EKS_HOOK)
                                ? new Irrelevant()
                                : told(event, "EC2InstanceId", Kind.ENDING, time(event));
                case "AWS Health Event" -> health(event);
                default -> new Irrelevant();
            };
        }

        private static Told told(JsonNode event, String field, Kind kind, Instant by) {
            return new Told(List.of(text(event, "detail", field)), new Interruption(kind, by));
        }

        private static QueueMessage health(JsonNode event) {
            boolean isPlanned =
                    text(event, "detail", "service").equals("EC2")
                            && text(event, "detail", "eventTypeCategory").equals("scheduledChange")
                            && !event.path("detail")
                                    .path("statusCode")
                                    .asString("")
                                    .equals("closed");
            if (!isPlanned) {
                return new Irrelevant();
            }
            List<String> instances =
                    StreamSupport.stream(
                                    event.path("detail").path("affectedEntities").spliterator(),
                                    false)
                            .map(entity -> entity.path("entityValue").asString(""))
                            .filter(id -> id.startsWith("i-"))
                            .toList();
            return instances.isEmpty()
                    ? new Irrelevant()
                    : new Told(
                            instances,
                            new Interruption(
                                    Kind.MAINTENANCE,
                                    healthTime(text(event, "detail", "startTime"))));
        }

        /** Such as {@code Sat, 05 Jun 2021 15:10:09 GMT}. */
        private static Instant healthTime(String text) {
            try {
                return OffsetDateTime.parse(
                                text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                        .toInstant();
            } catch (DateTimeParseException _) {
                throw new WrongFieldException(
                        "detail.startTime: \"%s\" is no time; allowed: such as Sat, 05 Jun 2021 15:10:09 GMT"
                                .formatted(text));
            }
        }

        private static Instant time(JsonNode event) {
            String text = text(event, "time");
            try {
                return Instant.parse(text);
            } catch (DateTimeException _) {
                throw new WrongFieldException(
                        "time: \"%s\" is no time; allowed: such as 2021-06-05T15:10:09Z"
                                .formatted(text));
            }
        }

        private static String text(JsonNode event, String... path) {
            JsonNode node = event;
            for (String field : path) {
                node = node.path(field);
            }
            String text = node.isString() ? node.asString() : "";
            if (text.isEmpty()) {
                throw new WrongFieldException("no field " + String.join(".", path));
            }
            return text;
        }
    }
}
