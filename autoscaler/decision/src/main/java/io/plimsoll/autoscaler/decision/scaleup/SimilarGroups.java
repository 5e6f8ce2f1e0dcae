package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.BalancingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.DifferenceRatios;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which groups differ in nothing but where they are, by Cluster Autoscaler's rules for AWS: the
 * same capacity but for a little memory, nearly the same allocatable and free resources, and the
 * same labels but for some well-known ones. Taints are not compared.
 */
final class SimilarGroups {

    private static final long MICROS = 1_000_000;

    private static final Set<String> IGNORED_LABELS =
            Set.of(
                    "kubernetes.io/hostname",
                    "topology.kubernetes.io/zone",
                    "topology.kubernetes.io/region",
                    "failure-domain.beta.kubernetes.io/zone",
                    "failure-domain.beta.kubernetes.io/region",
                    "beta.kubernetes.io/fluentd-ds-ready",
                    "kops.k8s.io/instancegroup",
                    "alpha.eksctl.io/instance-id",
                    "alpha.eksctl.io/nodegroup-name",
                    "eks.amazonaws.com/nodegroup",
                    "k8s.amazonaws.com/eniConfig",
                    "lifecycle",
                    "topology.ebs.csi.aws.com/zone",
                    "topology.k8s.aws/zone-id");

    private final BalancingOptions options;

    SimilarGroups(BalancingOptions options) {
        this.options = options;
    }

    /**
     * A real node differs from a computed one by what kubelet and cloud add, so like is compared
     * with like: where one of the two is computed, both are.
     */
    boolean areSimilar(GroupTemplate one, GroupTemplate other) {
        return difference(one, other).isEmpty();
    }

    /** The first thing in which they differ; empty for groups that are alike. */
    Optional<String> difference(GroupTemplate one, GroupTemplate other) {
        GroupTemplate left = likeComputed(one, other);
        GroupTemplate right = likeComputed(other, one);
        if (!options.onlyLabels().isEmpty()) {
            return labels(left, right, options.onlyLabels());
        }
        DifferenceRatios ratios = options.ratios();
        if (!sameCapacity(capacity(left), capacity(right))) {
            return Optional.of("capacity");
        }
        if (!allClose(allocatable(left), allocatable(right), ratios.allocatableMicros())) {
            return Optional.of("allocatable resources");
        }
        if (!requestsSameExtended(left, right)) {
            return Optional.of("devices that DaemonSets ask for");
        }
        if (!allClose(left.free(), right.free(), ratios.freeMicros())) {
            return Optional.of("what DaemonSets leave free");
        }
        SortedMap<String, String> mine = comparedLabels(left);
        SortedMap<String, String> theirs = comparedLabels(right);
        if (mine.equals(theirs)) {
            return Optional.empty();
        }
        SortedSet<String> keys = new TreeSet<>(mine.keySet());
        keys.addAll(theirs.keySet());
        return labels(left, right, keys);
    }

    private static GroupTemplate likeComputed(GroupTemplate one, GroupTemplate other) {
        return other.outlook().computed().isEmpty() ? one.outlook().computed().orElse(one) : one;
    }

    private static Optional<String> labels(
            GroupTemplate one, GroupTemplate other, Collection<String> keys) {
        for (String key : keys) {
            Optional<String> mine = label(one, key);
            Optional<String> theirs = label(other, key);
            if (!mine.equals(theirs)) {
                return Optional.of(
                        "label %s is %s and %s"
                                .formatted(key, mine.orElse("missing"), theirs.orElse("missing")));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> label(GroupTemplate template, String label) {
        return Optional.ofNullable(template.node().metadata().labels().get(label));
    }

    private boolean sameCapacity(Resources one, Resources other) {
        return one.milliCpu() == other.milliCpu()
                && one.ephemeralStorageBytes() == other.ephemeralStorageBytes()
                && one.pods() == other.pods()
                && one.extended().equals(other.extended())
                && close(one.memoryBytes(), other.memoryBytes(), options.ratios().memoryMicros());
    }

    private static boolean allClose(Resources one, Resources other, int micros) {
        Set<String> names = new HashSet<>(one.extended().keySet());
        names.addAll(other.extended().keySet());
        return close(one.milliCpu(), other.milliCpu(), micros)
                && close(one.memoryBytes(), other.memoryBytes(), micros)
                && close(one.ephemeralStorageBytes(), other.ephemeralStorageBytes(), micros)
                && close(one.pods(), other.pods(), micros)
                && names.stream()
                        .allMatch(name ->
                                close(
                                        one.extended().getOrDefault(name, 0L),
                                        other.extended().getOrDefault(name, 0L),
                                        micros));
    }

    private static boolean close(long one, long other, int micros) {
        BigInteger larger = BigInteger.valueOf(Math.max(one, other));
        BigInteger difference = BigInteger.valueOf(Math.abs(one - other));
        return difference
                        .multiply(BigInteger.valueOf(MICROS))
                        .compareTo(larger.multiply(BigInteger.valueOf(micros)))
                <= 0;
    }

    private static boolean requestsSameExtended(GroupTemplate one, GroupTemplate other) {
        return extendedRequests(one).equals(extendedRequests(other));
    }

    private static Set<String> extendedRequests(GroupTemplate template) {
        Set<String> names = new HashSet<>();
        for (Pod pod : template.pods()) {
            names.addAll(pod.spec().requests().extended().keySet());
        }
        return names;
    }

    private SortedMap<String, String> comparedLabels(GroupTemplate template) {
        SortedMap<String, String> labels = new TreeMap<>(template.node().metadata().labels());
        labels.keySet().removeAll(IGNORED_LABELS);
        labels.keySet().removeAll(options.ignoredLabels());
        return labels;
    }

    private static Resources capacity(GroupTemplate template) {
        return template.node().status().capacity();
    }

    private static Resources allocatable(GroupTemplate template) {
        return template.node().status().allocatable();
    }
}
