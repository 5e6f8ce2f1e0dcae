package io.plimsoll.autoscaler.engine.port;

import java.time.Duration;

/** Whether this process may act, or another one may. May be asked from any thread. */
public interface Leadership {

    /** For a process that no other competes with. */
    Leadership UNCONTESTED = _ -> true;

    /**
     * Whether this process leads, and will for at least so long from now, measured by a clock that
     * nobody sets. False as soon as that is not sure: a leader that cannot renew in time, or that
     * was stopped and woke up, does not lead.
     *
     * @param time how long a write that is about to begin may take
     */
    boolean holdsFor(Duration time);
}
