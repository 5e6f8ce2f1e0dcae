package io.plimsoll.checks;

import io.plimsoll.checks.infrastructure.Addon;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An add-on's version that EKS no longer offers, or has a newer one in place of. */
final class AddonVersionBehind implements Check {

    private static final Comparator<String> BY_NUMBERS =
            (one, other) -> Arrays.compare(numbers(one), numbers(other));

    @Override
    public String id() {
        return "addon-version-behind";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        return subject.infrastructure().stream()
                .flatMap(infrastructure -> infrastructure.addons().stream())
                .flatMap(this::finding)
                .toList();
    }

    private Stream<Finding> finding(Addon addon) {
        Optional<String> newest = addon.offered().stream().max(BY_NUMBERS);
        if (newest.isEmpty() || newest.get().equals(addon.version())) {
            return Stream.of();
        }
        boolean offered = addon.offered().contains(addon.version());
        return Stream.of(
                new Finding(
                        id(),
                        offered ? Finding.Severity.WARNING : Finding.Severity.ERROR,
                        offered
                                ? "EKS offers %s %s, the templates have %s."
                                        .formatted(addon.name(), newest.get(), addon.version())
                                : "EKS does not offer %s %s for this Kubernetes version."
                                        .formatted(addon.name(), addon.version()),
                        "Set cluster.addons.%s: %s.".formatted(addon.name(), newest.get())));
    }

    /** Of a version such as {@code v1.20.1-eksbuild.3}. */
    private static int[] numbers(String version) {
        return Stream.of(version.split("\\D+", -1))
                .filter(number -> !number.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
