package io.plimsoll.autoscaler.app.run;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.DecisionFlags;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.actuation.RemovalOptions;
import io.plimsoll.autoscaler.engine.actuation.RemovalOptions.PriorityBand;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the flags that change how decisions are carried out. */
public final class EngineFlags {

    private static final String BANDS = "drain-priority-config";
    private static final Pattern BAND = Pattern.compile("(-?\\d{1,9}|1\\d{9}|20{9}):(\\d{1,6})");

    private EngineFlags() {}

    public static EngineOptions options(FlagValues flags) {
        return new EngineOptions(DecisionFlags.options(flags), removal(flags), statusObject(flags));
    }

    private static RemovalOptions removal(FlagValues flags) {
        return new RemovalOptions(
                flags.duration("node-delete-delay-after-taint"),
                flags.bool("cordon-node-before-terminating"),
                flags.duration("node-deletion-delay-timeout"),
                new RemovalOptions.EvictionOptions(
                        Duration.ofSeconds(flags.integer("max-graceful-termination-sec")),
                        flags.duration("max-pod-eviction-time"),
                        flags.bool("daemonset-eviction-for-occupied-nodes"),
                        flags.bool("daemonset-eviction-for-empty-nodes"),
                        bands(flags)),
                new RemovalOptions.SoftTaintOptions(
                        flags.integer("max-bulk-soft-taint-count"),
                        flags.duration("max-bulk-soft-taint-time")));
    }

    /**
     * @throws InvalidInputException when it makes no sense, or contradicts another flag
     */
    private static List<PriorityBand> bands(FlagValues flags) {
        List<String> given = flags.csv(BANDS);
        if (!given.isEmpty() && flags.isGiven("max-graceful-termination-sec")) {
            throw new InvalidInputException(
                    "--%s and --max-graceful-termination-sec exclude each other".formatted(BANDS));
        }
        List<PriorityBand> bands = given.stream().map(EngineFlags::band).toList();
        if (bands.stream().map(PriorityBand::priority).distinct().count() < bands.size()) {
            throw wrongBands(String.join(",", given));
        }
        return bands;
    }

    private static PriorityBand band(String text) {
        Matcher band = BAND.matcher(text);
        if (!band.matches()) {
            throw wrongBands(text);
        }
        return new PriorityBand(
                Integer.parseInt(band.group(1)),
                Duration.ofSeconds(Integer.parseInt(band.group(2))));
    }

    private static InvalidInputException wrongBands(String text) {
        return new InvalidInputException(
                "--%s: \"%s\" is not allowed; allowed: different priorities with seconds, such as 0:60,2000000000:15"
                        .formatted(BANDS, text));
    }

    private static ObjectReference statusObject(FlagValues flags) {
        return new ObjectReference(
                "ConfigMap",
                flags.string("namespace").orElse("kube-system"),
                flags.string("status-config-map-name").orElse("cluster-autoscaler-status"));
    }
}
