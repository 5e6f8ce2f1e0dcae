package io.plimsoll.autoscaler.app.page;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Where the page's states come from: a process as it runs, or a story that is played. */
public interface Feed {

    /** A state as a JSON document without line breaks. */
    record Frame(int number, String json) {}

    /**
     * @param number of one that is kept; empty for the newest
     * @return empty where there is none, or none yet
     */
    Optional<Frame> frame(OptionalInt number);

    /**
     * For one browser.
     *
     * @param after which state it has; empty where it has none
     * @param speed how much faster than its time a story is played
     */
    Viewer follow(OptionalInt after, int speed);

    /** The states that one browser gets, in order; it may skip some. */
    interface Viewer {

        /**
         * @return empty where there was none for that long
         */
        Optional<Frame> next(Duration patience) throws InterruptedException;
    }
}
