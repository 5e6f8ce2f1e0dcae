package io.plimsoll.autoscaler.app.flags;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.aws.DisruptionBudgets;
import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.BackoffOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.BalancingOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ClusterLimits;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Delays;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.DifferenceRatios;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.DrainOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.HealthOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.IntakeOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.OrderOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Parallelism;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Patience;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Range;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.RepairOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.RepairRule;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Salvo;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleDownOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.ScaleUpOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.TaintOptions;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions.Utilization;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions.Consolidation;
import io.plimsoll.autoscaler.decision.scaleup.expander.ExpanderChain;
import io.plimsoll.environment.flags.FlagText;
import io.plimsoll.environment.tags.DisruptionBudgetTag;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the flags that change decisions. */
public final class DecisionFlags {

    private static final Pattern REPAIR_RULE =
            Pattern.compile(
                    "([A-Za-z0-9./_-]+)=((?:True|False|Unknown)(?:\\|(?:True|False|Unknown))*):(.+)");

    private final FlagValues flags;

    private DecisionFlags(FlagValues flags) {
        this.flags = flags;
    }

    /**
     * @throws InvalidInputException when values are wrong or contradict each other
     */
    public static AutoscalingOptions options(FlagValues flags) {
        DecisionFlags reader = new DecisionFlags(flags);
        if (!flags.string("cloud-provider").orElse("aws").equals("aws")) {
            throw reader.wrong("cloud-provider", "aws");
        }
        return new AutoscalingOptions(
                reader.scaleUp(),
                reader.scaleDown(),
                reader.limits(),
                reader.health(),
                reader.taints());
    }

    private ScaleUpOptions scaleUp() {
        List<String> expanders = flags.csv("expander");
        if (expanders.isEmpty()
                || !(ExpanderChain.NAMES.containsAll(expanders)
                        || expanders.equals(List.of(ScaleUpOptions.CHEAPEST_MIX)))) {
            throw wrong(
                    "expander",
                    "%s alone, or one or more, by commas, of %s"
                            .formatted(ScaleUpOptions.CHEAPEST_MIX, ExpanderChain.NAMES));
        }
        return new ScaleUpOptions(
                expanders,
                new OrderOptions(
                        flags.integer("max-nodes-per-scaleup"),
                        flags.bool("enforce-node-group-min-size"),
                        salvo()),
                new IntakeOptions(
                        flags.duration("new-pod-scale-up-delay"),
                        flags.integer("expendable-pods-priority-cutoff"),
                        flags.csv("bypassed-scheduler-names"),
                        flags.csv("allowed-scheduler-names"),
                        flags.bool("force-ds")),
                balancing());
    }

    private Salvo salvo() {
        if (!flags.isGiven("salvo-scale-up")) {
            return Salvo.FOR_COMPANY;
        }
        return flags.bool("salvo-scale-up") ? Salvo.ON : Salvo.OFF;
    }

    private BalancingOptions balancing() {
        List<String> ignored = flags.list("balancing-ignore-label");
        List<String> only = flags.list("balancing-label");
        if (!ignored.isEmpty() && !only.isEmpty()) {
            throw new InvalidInputException(
                    "--balancing-label and --balancing-ignore-label exclude each other");
        }
        return new BalancingOptions(
                flags.bool("balance-similar-node-groups"),
                ignored,
                only,
                new DifferenceRatios(
                        flags.decimal("memory-difference-ratio").scaled(6),
                        flags.decimal("max-free-difference-ratio").scaled(6),
                        flags.decimal("max-allocatable-difference-ratio").scaled(6)));
    }

    private ScaleDownOptions scaleDown() {
        return new ScaleDownOptions(
                flags.bool("scale-down-enabled"),
                new Utilization(
                        flags.decimal("scale-down-utilization-threshold").scaled(3),
                        flags.decimal("scale-down-gpu-utilization-threshold").scaled(3),
                        flags.bool("ignore-daemonsets-utilization"),
                        flags.bool("ignore-mirror-pods-utilization")),
                patience(),
                parallelism(),
                new DrainOptions(
                        flags.bool("skip-nodes-with-system-pods"),
                        systemPodPatience(),
                        flags.bool("skip-nodes-with-local-storage"),
                        flags.bool("skip-nodes-with-custom-controller-pods"),
                        flags.integer("min-replica-count")),
                consolidation());
    }

    private ConsolidationOptions consolidation() {
        String name = "consolidation";
        Consolidation mode =
                Arrays.stream(Consolidation.values())
                        .filter(each ->
                                flags.string(name)
                                        .filter(each.name().toLowerCase(Locale.ROOT)::equals)
                                        .isPresent())
                        .findFirst()
                        .orElseThrow(() -> wrong(name, "off, delete or replace"));
        int saving = flags.decimal("consolidation-min-saving").scaled(3);
        if (saving < 0 || saving >= 1000) {
            throw wrong("consolidation-min-saving", "a share from 0 to less than 1, such as 0.1");
        }
        return new ConsolidationOptions(
                mode,
                saving,
                flags.duration("consolidation-cooldown"),
                flags.duration("consolidation-eviction-cost"));
    }

    /** Only where it is given: Cluster Autoscaler 1.29 has no such end. */
    private Optional<Duration> systemPodPatience() {
        String name = "blocking-system-pod-distruption-timeout";
        return flags.isGiven(name) ? Optional.of(flags.duration(name)) : Optional.empty();
    }

    private Patience patience() {
        return new Patience(
                flags.duration("scale-down-unneeded-time"),
                flags.duration("scale-down-unready-time"),
                flags.bool("scale-down-unready-enabled"),
                new Delays(
                        flags.duration("scale-down-delay-after-add"),
                        flags.duration("scale-down-delay-after-delete"),
                        flags.duration("scale-down-delay-after-failure"),
                        flags.bool("scale-down-delay-type-local")));
    }

    /** Of the two limits on removals, the one that was given holds for both, as upstream. */
    private Parallelism parallelism() {
        String empty = "max-empty-bulk-delete";
        String total = "max-scale-down-parallelism";
        boolean onlyEmpty = flags.isGiven(empty) && !flags.isGiven(total);
        boolean onlyTotal = flags.isGiven(total) && !flags.isGiven(empty);
        return new Parallelism(
                flags.integer(onlyEmpty ? empty : total),
                flags.integer("max-drain-parallelism"),
                flags.integer(onlyTotal ? total : empty),
                flags.duration("scan-interval"),
                perHour(),
                budgets());
    }

    private List<DisruptionBudget> budgets() {
        String name = "disruption-budgets";
        try {
            return DisruptionBudgets.of(DisruptionBudgetTag.parse(flags.string(name).orElse("")));
        } catch (DisruptionBudgetTag.InvalidBudgetException e) {
            throw new InvalidInputException(
                    "--%s: \"%s\" %s".formatted(name, flags.string(name).orElse(""), e.problem()));
        }
    }

    private int perHour() {
        String name = "max-node-removals-per-hour";
        int most = flags.integer(name);
        if (most < 0) {
            throw new InvalidInputException(
                    "--%s: \"%d\" is not allowed; allowed: 0 for no limit, or more"
                            .formatted(name, most));
        }
        return most;
    }

    private ClusterLimits limits() {
        return new ClusterLimits(
                flags.integer("max-nodes-total"), range("cores-total"), range("memory-total"));
    }

    private Range range(String name) {
        FlagText.Range range =
                FlagText.range(flags.string(name).orElse(""))
                        .orElseThrow(() -> wrong(name, FlagText.RANGE_RULE));
        if (range.min() > range.max()) {
            throw wrong(name, FlagText.ORDER_RULE);
        }
        return new Range(range.min(), range.max());
    }

    private HealthOptions health() {
        Duration provision = flags.duration("max-node-provision-time");
        return new HealthOptions(
                flags.integer("ok-total-unready-count"),
                flags.decimal("max-total-unready-percentage").scaled(0),
                provision,
                new BackoffOptions(
                        flags.duration("initial-node-group-backoff-duration"),
                        flags.duration("max-node-group-backoff-duration"),
                        flags.duration("node-group-backoff-reset-timeout")),
                new RepairOptions(
                        flags.bool("node-repair"),
                        repairRules(),
                        Duration.ofSeconds(flags.integer("max-graceful-termination-sec"))));
    }

    private List<RepairRule> repairRules() {
        List<String> given = flags.csv("repair-conditions");
        return given.isEmpty() ? RepairRule.DEFAULT : given.stream().map(this::repairRule).toList();
    }

    private RepairRule repairRule(String text) {
        Matcher rule = REPAIR_RULE.matcher(text);
        Optional<Duration> patience =
                rule.matches() ? FlagText.duration(rule.group(3)) : Optional.empty();
        return patience.filter(time -> !time.isNegative())
                .map(time ->
                        new RepairRule(
                                rule.group(1), Arrays.asList(rule.group(2).split("\\|", -1)), time))
                .orElseThrow(() ->
                        wrong(
                                "repair-conditions",
                                "TYPE=STATUS:TIME by commas, such as KernelReady=False:30m or"
                                        + " Ready=False|Unknown:30m"));
    }

    private TaintOptions taints() {
        return new TaintOptions(
                Stream.concat(
                                flags.list("ignore-taint").stream(),
                                flags.list("startup-taint").stream())
                        .toList(),
                flags.list("startup-taint-prefix"),
                flags.list("status-taint"));
    }

    private InvalidInputException wrong(String name, String allowed) {
        return new InvalidInputException(
                "--%s: \"%s\" is not allowed; allowed: %s"
                        .formatted(name, flags.string(name).orElse(""), allowed));
    }
}
