package io.plimsoll.autoscaler.kubernetes.outage;

import io.plimsoll.autoscaler.decision.DurationText;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of trouble with the API server: a line when it begins, another when it ends,
 * however many callers meet it and however often. Thread-safe.
 */
public final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger("io.plimsoll.autoscaler.apiserver");

    private final Map<String, String> problems = new TreeMap<>();
    private long began;

    /**
     * @param caller who met it, such as {@code watch pods}
     * @param problem is told once, of the first caller that meets it
     */
    public synchronized void failed(String caller, String problem) {
        if (problems.isEmpty()) {
            began = System.nanoTime();
        }
        boolean known = problems.containsValue(problem) || problems.containsKey(caller);
        problems.put(caller, problem);
        if (!known) {
            LOG.warn("Trouble with the API server: cannot {}: {}", caller, problem);
        }
    }

    /** The caller has its answer, or asks no more. */
    public synchronized void answered(String caller) {
        if (problems.remove(caller) != null && problems.isEmpty()) {
            LOG.info(
                    "The API server answers again, after {}",
                    DurationText.of(Duration.ofNanos(System.nanoTime() - began)));
        }
    }
}
