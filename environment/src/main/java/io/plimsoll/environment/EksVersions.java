package io.plimsoll.environment;

import static java.util.Map.entry;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Kubernetes versions that EKS has, and until when it supports them, as the EKS user guide and
 * endoflife.date had it in November 2026. EKS makes no new cluster of a version whose extended
 * support has ended.
 */
public final class EksVersions {

    /**
     * @param standardEnd last day without a surcharge
     * @param extendedEnd last day on which a cluster can be made
     */
    public record Support(LocalDate standardEnd, LocalDate extendedEnd) {}

    private static final String NEWEST = "1.36";

    /** Three years of versions to come; what is beyond is a slip. */
    private static final String FARTHEST = "1.45";

    private static final SortedMap<String, Support> SUPPORT =
            sorted(
                    entry("1.27", support("2024-07-24", "2025-07-24")),
                    entry("1.28", support("2024-11-26", "2025-11-26")),
                    entry("1.29", support("2025-03-23", "2026-03-23")),
                    entry("1.30", support("2025-07-23", "2026-07-23")),
                    entry("1.31", support("2025-11-26", "2026-11-26")),
                    entry("1.32", support("2026-03-23", "2027-03-23")),
                    entry("1.33", support("2026-07-29", "2027-07-29")),
                    entry("1.34", support("2026-12-02", "2027-12-02")),
                    entry("1.35", support("2027-03-27", "2028-03-27")),
                    entry(NEWEST, support("2027-08-02", "2028-08-02")));

    private EksVersions() {}

    /** Known versions, oldest first. */
    public static List<String> known() {
        return List.copyOf(SUPPORT.keySet());
    }

    /** Whether a version can have come out after this table was made. */
    public static boolean isNewerThanKnown(String version) {
        return version.matches("1\\.\\d{2}")
                && version.compareTo(NEWEST) > 0
                && version.compareTo(FARTHEST) <= 0;
    }

    /** Empty for a version that is unknown. */
    public static Optional<Support> supportOf(String version) {
        return Optional.ofNullable(SUPPORT.get(version));
    }

    /**
     * What EKS holds against a version on that day, as a sentence without its full stop; empty
     * while standard support lasts.
     */
    public static Optional<String> objection(String version, LocalDate day) {
        return supportOf(version)
                .filter(support -> day.isAfter(support.standardEnd()))
                .map(support ->
                        day.isAfter(support.extendedEnd())
                                ? "EKS ended extended support for Kubernetes %s on %s and makes no new cluster of it"
                                        .formatted(version, support.extendedEnd())
                                : "EKS charges extra for Kubernetes %s since %s and ends support for it on %s"
                                        .formatted(
                                                version,
                                                support.standardEnd(),
                                                support.extendedEnd()));
    }

    /** Versions that EKS has without a surcharge on that day, oldest first. */
    public static List<String> underStandardSupport(LocalDate day) {
        return known().stream().filter(version -> objection(version, day).isEmpty()).toList();
    }

    private static Support support(String standardEnd, String extendedEnd) {
        return new Support(LocalDate.parse(standardEnd), LocalDate.parse(extendedEnd));
    }

    @SafeVarargs
    private static SortedMap<String, Support> sorted(Map.Entry<String, Support>... versions) {
        SortedMap<String, Support> byVersion =
                new TreeMap<>(
                        Comparator.comparingInt(version -> Integer.parseInt(version.substring(2))));
        for (Map.Entry<String, Support> version : versions) {
            byVersion.put(version.getKey(), version.getValue());
        }
        return Collections.unmodifiableSortedMap(byVersion);
    }
}
