package io.plimsoll.environment.file;

import io.plimsoll.environment.GoDuration;
import io.plimsoll.environment.HpaConfig;
import io.plimsoll.environment.HpaConfig.Pace;
import java.time.Duration;

/** What Kubernetes asks of a HorizontalPodAutoscaler (API reference, autoscaling/v2). */
final class HpaRules {

    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    private static final Duration LONGEST_PERIOD = Duration.ofMinutes(30);

    private HpaRules() {}

    static void check(HpaConfig hpa, Problems problems) {
        if (hpa.min() > hpa.max()) {
            problems.add("hpa.max", "must be at least min (" + hpa.min() + "), is " + hpa.max());
        }
        hpa.behavior()
                .ifPresent(behavior -> {
                    behavior.scaleUp().ifPresent(pace -> pace("scaleUp", pace, problems));
                    behavior.scaleDown().ifPresent(pace -> pace("scaleDown", pace, problems));
                });
    }

    private static void pace(String direction, Pace pace, Problems problems) {
        String path = "hpa.behavior." + direction + ".";
        range(
                path + "stabilizationWindow",
                pace.stabilizationWindow(),
                Duration.ZERO,
                LONGEST_WINDOW,
                problems);
        range(path + "period", pace.period(), Duration.ofSeconds(1), LONGEST_PERIOD, problems);
    }

    private static void range(
            String path, Duration value, Duration least, Duration most, Problems problems) {
        boolean inside = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        if (!inside || value.toNanosPart() > 0) {
            problems.add(
                    path,
                    "must be whole seconds from "
                            + GoDuration.format(least)
                            + " to "
                            + GoDuration.format(most)
                            + ", is "
                            + GoDuration.format(value));
        }
    }
}
