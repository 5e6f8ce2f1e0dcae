package io.plimsoll.autoscaler.aws;

import java.util.LinkedHashSet;
import org.slf4j.Logger;

/**
 * Warnings that are worth a line once, however often they are found true. Confined to one thread.
 */
public final class LogOnce {

    /** More are forgotten, the oldest first. */
    private static final int MOST_REMEMBERED = 1000;

    private final Logger log;
    private final LinkedHashSet<String> told = new LinkedHashSet<>();

    public LogOnce(Logger log) {
        this.log = log;
    }

    /** Says it, unless it was said before. */
    public void warn(String message) {
        if (told.add(message)) {
            log.warn(message);
        }
        if (told.size() > MOST_REMEMBERED) {
            told.removeFirst();
        }
    }
}
