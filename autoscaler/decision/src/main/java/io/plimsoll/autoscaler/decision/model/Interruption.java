package io.plimsoll.autoscaler.decision.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a node loses its machine, or should. It stands on the node as a taint, so that it outlives
 * whoever heard of it, and keeps further pods away.
 *
 * @param by until when pods may stay, in whole seconds: as far as anybody knows, the machine goes
 *     then
 * @param replaced a node was ordered in its place
 */
public record Interruption(Kind kind, Instant by, boolean replaced) {
    public static final String TAINT = "plimsoll.io/interrupted";

    /** A machine that is still there so long after was not taken. */
    private static final Duration VOID_AFTER = Duration.ofMinutes(15);

    private static final String REPLACED = ".replaced";
    private static final Pattern VALUE = Pattern.compile("([a-z-]+)\\.(\\d{1,11})(\\.replaced)?");

    public Interruption {
        by = Instant.ofEpochSecond(by.getEpochSecond());
    }

    /** Nothing was ordered in its place yet. */
    public Interruption(Kind kind, Instant by) {
        this(kind, by, false);
    }

    /** Who takes the machine, and how sure that is. */
    public enum Kind {
        /** EC2 takes a Spot instance back, two minutes after its warning. */
        SPOT("spot", "Spot interruption"),
        /** EC2 says that a Spot instance is likelier than others to be taken soon. */
        REBALANCE("rebalance", "rebalance recommendation"),
        /** AWS has planned to stop, retire or reboot the instance. */
        MAINTENANCE("maintenance", "scheduled change"),
        /**
         * The instance is stopping, or being ended by its group: it is too late to ask for time.
         */
        ENDING("ending", "end of its instance"),
        /** The node is broken, and we replace it ourselves. */
        REPAIR("repair", "repair");

        private final String text;
        private final String words;

        Kind(String text, String words) {
            this.text = text;
            this.words = words;
        }

        /** For people. */
        public String inWords() {
            return words;
        }

        /** The machine goes whether or not anybody does something. */
        public boolean isSure() {
            return this != REBALANCE;
        }
    }

    /** What stands on the node; empty where nothing does, or nothing that can be read. */
    public static Optional<Interruption> of(Node node) {
        return node.taint(TAINT).flatMap(Interruption::read);
    }

    private static Optional<Interruption> read(Taint taint) {
        Matcher value = VALUE.matcher(taint.value());
        if (!value.matches()) {
            return Optional.empty();
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.text.equals(value.group(1)))
                .findFirst()
                .map(kind ->
                        new Interruption(
                                kind,
                                Instant.ofEpochSecond(Long.parseLong(value.group(2))),
                                value.group(3) != null));
    }

    public Taint taint() {
        String value = kind.text + "." + by.getEpochSecond() + (replaced ? REPLACED : "");
        return new Taint(TAINT, value, Taint.Effect.NO_SCHEDULE);
    }

    /** The same when a node was ordered in its place. */
    public Interruption withReplacement() {
        return new Interruption(kind, by, true);
    }

    /** What stands on the node when this is heard of, where {@code before} stood there. */
    public Interruption after(Interruption before) {
        boolean counts = by.isBefore(before.by) || (kind.isSure() && !before.kind.isSure());
        return counts ? new Interruption(kind, by, before.replaced) : before;
    }

    /** The machine is still there though it should long be gone. */
    public boolean isVoid(Instant now) {
        return by.plus(VOID_AFTER).isBefore(now);
    }
}
