package io.plimsoll.autoscaler.decision.question;

import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The flags that change decisions, with Cluster Autoscaler 1.29's names and defaults. Flags that
 * change how the process runs are the application's.
 */
public record AutoscalingOptions(
        ScaleUpOptions scaleUp,
        ScaleDownOptions scaleDown,
        ClusterLimits limits,
        HealthOptions health,
        TaintOptions taints) {

    public static final AutoscalingOptions DEFAULT =
            new AutoscalingOptions(
                    ScaleUpOptions.DEFAULT,
                    ScaleDownOptions.DEFAULT,
                    ClusterLimits.DEFAULT,
                    HealthOptions.DEFAULT,
                    TaintOptions.DEFAULT);

    /**
     * @param expanders {@code --expander}, in order: {@code random}, {@code most-pods}, {@code
     *     least-waste}, {@code least-nodes}, {@code price} or {@code priority}; or {@link
     *     #CHEAPEST_MIX} alone
     */
    public record ScaleUpOptions(
            List<String> expanders,
            OrderOptions orders,
            IntakeOptions intake,
            BalancingOptions balancing) {
        public static final ScaleUpOptions DEFAULT =
                new ScaleUpOptions(
                        List.of("random"),
                        OrderOptions.DEFAULT,
                        IntakeOptions.DEFAULT,
                        BalancingOptions.DEFAULT);

        /** Not a choice among groups but a plan of all: it stands alone. */
        public static final String CHEAPEST_MIX = "cheapest-mix";

        public ScaleUpOptions {
            expanders = List.copyOf(expanders);
        }

        public boolean isMix() {
            return expanders.equals(List.of(CHEAPEST_MIX));
        }
    }

    /**
     * What one loop orders.
     *
     * @param maxNodes {@code --max-nodes-per-scaleup}; 0 for no limit
     * @param enforceMinSize {@code --enforce-node-group-min-size}
     * @param salvo {@code --salvo-scale-up}
     */
    public record OrderOptions(int maxNodes, boolean enforceMinSize, Salvo salvo) {
        public static final OrderOptions DEFAULT = new OrderOptions(1000, false, Salvo.FOR_COMPANY);
    }

    /** For whom a loop goes on to choose groups after the first choice. */
    public enum Salvo {
        /** For nobody, as Cluster Autoscaler by default. */
        OFF,
        /** For pods that look at where other pods are; where nothing is said. */
        FOR_COMPANY,
        /** For all. */
        ON
    }

    /**
     * Which pods count as pending.
     *
     * @param newPodDelay {@code --new-pod-scale-up-delay}
     * @param expendablePriorityCutoff {@code --expendable-pods-priority-cutoff}
     * @param bypassedSchedulers {@code --bypassed-scheduler-names}: pods of these count as pending
     *     before their scheduler said so
     * @param allowedSchedulers {@code --allowed-scheduler-names}: only pods of these count; of all
     *     when there is none
     * @param forceDaemonSets {@code --force-ds}: DaemonSet pods that are not there yet take room on
     *     new nodes too
     */
    public record IntakeOptions(
            Duration newPodDelay,
            int expendablePriorityCutoff,
            List<String> bypassedSchedulers,
            List<String> allowedSchedulers,
            boolean forceDaemonSets) {
        public static final IntakeOptions DEFAULT =
                new IntakeOptions(Duration.ZERO, -10, List.of(), List.of(), false);

        public IntakeOptions {
            bypassedSchedulers = List.copyOf(bypassedSchedulers);
            allowedSchedulers = List.copyOf(allowedSchedulers);
        }
    }

    /**
     * Which groups share a scale-up.
     *
     * @param enabled {@code --balance-similar-node-groups}
     * @param ignoredLabels {@code --balancing-ignore-label}
     * @param onlyLabels {@code --balancing-label}: when any is given, nothing else is compared
     */
    public record BalancingOptions(
            boolean enabled,
            List<String> ignoredLabels,
            List<String> onlyLabels,
            DifferenceRatios ratios) {
        public static final BalancingOptions DEFAULT =
                new BalancingOptions(false, List.of(), List.of(), DifferenceRatios.DEFAULT);

        public BalancingOptions {
            ignoredLabels = List.copyOf(ignoredLabels);
            onlyLabels = List.copyOf(onlyLabels);
        }
    }

    /**
     * How far similar groups may differ, in millionths of the larger amount.
     *
     * @param memoryMicros {@code --memory-difference-ratio}
     * @param freeMicros {@code --max-free-difference-ratio}
     * @param allocatableMicros {@code --max-allocatable-difference-ratio}
     */
    public record DifferenceRatios(int memoryMicros, int freeMicros, int allocatableMicros) {
        public static final DifferenceRatios DEFAULT = new DifferenceRatios(15_000, 50_000, 50_000);
    }

    /** {@code enabled} is {@code --scale-down-enabled}. */
    public record ScaleDownOptions(
            boolean enabled,
            Utilization utilization,
            Patience patience,
            Parallelism parallelism,
            DrainOptions drain,
            ConsolidationOptions consolidation) {
        public static final ScaleDownOptions DEFAULT =
                new ScaleDownOptions(
                        true,
                        Utilization.DEFAULT,
                        Patience.DEFAULT,
                        Parallelism.DEFAULT,
                        DrainOptions.DEFAULT);

        /** Without consolidation. */
        public ScaleDownOptions(
                boolean enabled,
                Utilization utilization,
                Patience patience,
                Parallelism parallelism,
                DrainOptions drain) {
            this(enabled, utilization, patience, parallelism, drain, ConsolidationOptions.DEFAULT);
        }

        public ScaleDownOptions with(ConsolidationOptions other) {
            return new ScaleDownOptions(enabled, utilization, patience, parallelism, drain, other);
        }
    }

    /**
     * @param thresholdPermille {@code --scale-down-utilization-threshold} in thousandths
     * @param gpuThresholdPermille {@code --scale-down-gpu-utilization-threshold} in thousandths
     * @param ignoreDaemonSets {@code --ignore-daemonsets-utilization}
     * @param ignoreMirrorPods {@code --ignore-mirror-pods-utilization}
     */
    public record Utilization(
            int thresholdPermille,
            int gpuThresholdPermille,
            boolean ignoreDaemonSets,
            boolean ignoreMirrorPods) {
        public static final Utilization DEFAULT = new Utilization(500, 500, false, false);
    }

    /**
     * @param unneededTime {@code --scale-down-unneeded-time}
     * @param unreadyTime {@code --scale-down-unready-time}
     * @param unreadyEnabled {@code --scale-down-unready-enabled}
     * @param delays after other actions
     */
    public record Patience(
            Duration unneededTime, Duration unreadyTime, boolean unreadyEnabled, Delays delays) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofMinutes(10), Duration.ofMinutes(20), true, Delays.DEFAULT);
    }

    /**
     * {@code --scale-down-delay-after-add}, {@code -delete}, {@code -failure}.
     *
     * @param local {@code --scale-down-delay-type-local}: they hold for the node group that grew or
     *     shrank, and not for the whole cluster
     */
    public record Delays(
            Duration afterAdd, Duration afterDelete, Duration afterFailure, boolean local) {
        public static final Delays DEFAULT =
                new Delays(Duration.ofMinutes(10), Duration.ZERO, Duration.ofMinutes(3));

        /** For the whole cluster. */
        public Delays(Duration afterAdd, Duration afterDelete, Duration afterFailure) {
            this(afterAdd, afterDelete, afterFailure, false);
        }
    }

    /**
     * @param total {@code --max-scale-down-parallelism}: nodes being removed at once
     * @param drains {@code --max-drain-parallelism}: of them not empty
     * @param empty {@code --max-empty-bulk-delete}: empty nodes being removed at once
     * @param scanInterval {@code --scan-interval}: with the unneeded time it bounds how many
     *     unneeded nodes are worth knowing
     * @param perHour {@code --max-node-removals-per-hour}: removals that may begin within an hour;
     *     0 for no limit
     * @param budgets {@code --disruption-budgets}, of groups that have none of their own
     */
    public record Parallelism(
            int total,
            int drains,
            int empty,
            Duration scanInterval,
            int perHour,
            List<DisruptionBudget> budgets) {
        public static final Parallelism DEFAULT =
                new Parallelism(10, 1, 10, Duration.ofSeconds(10));

        public Parallelism {
            budgets = List.copyOf(budgets);
        }

        /** However many of a group. */
        public Parallelism(int total, int drains, int empty, Duration scanInterval, int perHour) {
            this(total, drains, empty, scanInterval, perHour, List.of());
        }

        /** However many in an hour, too. */
        public Parallelism(int total, int drains, int empty, Duration scanInterval) {
            this(total, drains, empty, scanInterval, 0);
        }
    }

    /**
     * @param skipSystemPods {@code --skip-nodes-with-system-pods}
     * @param systemPodPatience {@code --blocking-system-pod-distruption-timeout}: a system pod that
     *     is older moves; empty for never, as before Cluster Autoscaler 1.33
     * @param skipLocalStorage {@code --skip-nodes-with-local-storage}
     * @param skipCustomControllerPods {@code --skip-nodes-with-custom-controller-pods}
     * @param minReplicaCount {@code --min-replica-count}
     */
    public record DrainOptions(
            boolean skipSystemPods,
            Optional<Duration> systemPodPatience,
            boolean skipLocalStorage,
            boolean skipCustomControllerPods,
            int minReplicaCount) {
        public static final DrainOptions DEFAULT =
                new DrainOptions(true, Optional.empty(), true, true, 0);
    }

    /**
     * @param maxNodesTotal {@code --max-nodes-total}, 0 for no limit
     * @param cores {@code --cores-total}
     * @param memoryGib {@code --memory-total}
     */
    public record ClusterLimits(int maxNodesTotal, Range cores, Range memoryGib) {
        public static final ClusterLimits DEFAULT =
                new ClusterLimits(0, new Range(0, 320_000), new Range(0, 6_400_000));
    }

    public record Range(long min, long max) {}

    /**
     * When to trust the cluster and its groups.
     *
     * @param okTotalUnreadyCount {@code --ok-total-unready-count}
     * @param maxTotalUnreadyPercent {@code --max-total-unready-percentage}
     * @param maxNodeProvisionTime {@code --max-node-provision-time}
     * @param backoff of groups that failed
     * @param repair of nodes that are broken
     */
    public record HealthOptions(
            int okTotalUnreadyCount,
            int maxTotalUnreadyPercent,
            Duration maxNodeProvisionTime,
            BackoffOptions backoff,
            RepairOptions repair) {
        public static final HealthOptions DEFAULT =
                new HealthOptions(
                        3,
                        45,
                        Duration.ofMinutes(15),
                        BackoffOptions.DEFAULT,
                        RepairOptions.DEFAULT);
    }

    /**
     * @param enabled {@code --node-repair}
     * @param rules {@code --repair-conditions}
     * @param longestDrain {@code --max-graceful-termination-sec}: then a broken node is given up
     *     with the pods that do not leave it
     */
    public record RepairOptions(boolean enabled, List<RepairRule> rules, Duration longestDrain) {
        public static final RepairOptions DEFAULT =
                new RepairOptions(false, RepairRule.DEFAULT, Duration.ofMinutes(10));

        public RepairOptions {
            rules = List.copyOf(rules);
        }
    }

    /**
     * When a node is broken.
     *
     * @param condition of the node, such as {@code KernelReady}
     * @param statuses which are bad: {@code False}, {@code True} or {@code Unknown}
     * @param patience so long the node may mend by itself
     */
    public record RepairRule(String condition, List<String> statuses, Duration patience) {
        private static final Duration LONG = Duration.ofMinutes(30);

        /**
         * The conditions of EKS's node monitoring agent, and the kubelet's own.
         *
         * <p>Source: Amazon EKS User Guide, "Enable node auto repair": 10 minutes for accelerated
         * hardware, 30 for all others.
         */
        public static final List<RepairRule> DEFAULT =
                List.of(
                        new RepairRule(
                                "AcceleratedHardwareReady",
                                List.of("False"),
                                Duration.ofMinutes(10)),
                        new RepairRule("ContainerRuntimeReady", List.of("False"), LONG),
                        new RepairRule("KernelReady", List.of("False"), LONG),
                        new RepairRule("NetworkingReady", List.of("False"), LONG),
                        new RepairRule("StorageReady", List.of("False"), LONG),
                        new RepairRule("Ready", List.of("False", "Unknown"), LONG));

        public RepairRule {
            statuses = List.copyOf(statuses);
        }
    }

    /**
     * @param initial {@code --initial-node-group-backoff-duration}
     * @param max {@code --max-node-group-backoff-duration}
     * @param resetTimeout {@code --node-group-backoff-reset-timeout}
     */
    public record BackoffOptions(Duration initial, Duration max, Duration resetTimeout) {
        public static final BackoffOptions DEFAULT =
                new BackoffOptions(
                        Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(3));
    }

    /**
     * Taints that do not last, beside those with the well-known prefixes.
     *
     * @param startup {@code --startup-taint} and {@code --ignore-taint}: a node that has one is not
     *     ready yet
     * @param startupPrefixes {@code --startup-taint-prefix}: how keys of further ones begin
     * @param status {@code --status-taint}: says nothing about new nodes
     */
    public record TaintOptions(
            List<String> startup, List<String> startupPrefixes, List<String> status) {
        public static final TaintOptions DEFAULT =
                new TaintOptions(List.of(), List.of(), List.of());

        public TaintOptions {
            startup = List.copyOf(startup);
            startupPrefixes = List.copyOf(startupPrefixes);
            status = List.copyOf(status);
        }
    }
}
