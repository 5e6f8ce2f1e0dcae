package io.plimsoll.environment.file;

import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.flags.Decimal;
import io.plimsoll.environment.flags.Flag;
import io.plimsoll.environment.flags.FlagTable;
import io.plimsoll.environment.flags.FlagText;
import io.plimsoll.environment.input.Excerpt;
import io.plimsoll.environment.input.Nearest;
import io.plimsoll.environment.names.SharedNames;
import io.plimsoll.environment.tags.DisruptionBudgetTag;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Flags that the autoscaler would refuse when it starts, or with which it would not do its work in
 * the pods that the manifests describe.
 */
final class FlagRules {

    private static final String PLIMSOLL = "Plimsoll";

    private static final Set<String> CONSOLIDATIONS = Set.of("off", "delete", "replace");

    /** Cluster Autoscaler needs a price list, which its AWS part has none of. */
    private static final Set<String> UPSTREAM_EXPANDERS =
            Stream.concat(
                            FlagText.EXPANDERS.stream().filter(name -> !name.equals("price")),
                            Stream.of("grpc"))
                    .collect(Collectors.toSet());

    /** What the manifests are written for: two pods, their probes, and their rights by name. */
    private static final Map<String, String> FIXED =
            Map.of(
                    "brakes-config-map-name", SharedNames.BRAKES,
                    "cloud-provider", "aws",
                    "leader-elect-resource-name", "cluster-autoscaler",
                    "status-config-map-name", "cluster-autoscaler-status");

    /** The bundled autoscaler's options beside the flags. */
    private static final Set<String> OWN =
            Set.of(
                    "flight-record",
                    "flight-record-max-mib",
                    "interruption-queue",
                    "node-repair",
                    "repair-conditions");

    /** Flags of the kind string that take several values between commas. */
    private static final Set<String> IN_ONE = Set.of("expander", "drain-priority-config");

    private static final Set<String> RANGES = Set.of("cores-total", "memory-total");
    private static final Set<String> NAMESPACES =
            Set.of("namespace", "leader-elect-resource-namespace");
    private static final Pattern GROUP = Pattern.compile("(\\d{1,9}):(\\d{1,9}):.+");
    private static final Pattern TAGS =
            Pattern.compile("asg:tag=[^,=]+(=[^,]*)?(,[^,=]+(=[^,]*)?)*");

    private final String version;
    private final AutoscalerConfig autoscaler;
    private final Problems problems;

    private FlagRules(Environment environment, Problems problems) {
        this.version = environment.cluster().kubernetesVersion();
        this.autoscaler = environment.workloads().autoscaler();
        this.problems = problems;
    }

    static void check(Environment environment, Problems problems) {
        FlagRules rules = new FlagRules(environment, problems);
        Map<String, List<String>> flags = rules.autoscaler.flags();
        flags.forEach(rules::flag);
        String only = "balancing-label";
        if (flags.containsKey(only) && flags.containsKey("balancing-ignore-label")) {
            rules.refuse(only, "must be left out where balancing-ignore-label is given");
        }
    }

    private void refuse(String name, String message) {
        problems.add(Problems.child("autoscaler.flags", name), message);
    }

    private void flag(String name, List<String> values) {
        if (values.stream().anyMatch(value -> value.chars().anyMatch(Character::isISOControl))) {
            refuse(name, "must be on one line, without control characters");
            return;
        }
        if (OWN.contains(name) && autoscaler.program().kind() == Kind.PLIMSOLL) {
            return;
        }
        Optional<Flag> known = FlagTable.find(name);
        if (known.isEmpty()) {
            List<String> names = FlagTable.all().stream().map(Flag::name).toList();
            refuse(
                    name,
                    OWN.contains(name)
                            ? notIn(version)
                            : "is not a flag of the autoscaler" + Nearest.question(name, names));
            return;
        }
        history(known.get())
                .or(() -> rule(known.get(), values))
                .ifPresent(message -> refuse(name, message));
    }

    /** A flag is given once for each of several values, or has them in one with commas. */
    private Optional<String> rule(Flag flag, List<String> values) {
        List<String> given =
                flag.kind() == Flag.Kind.CSV || IN_ONE.contains(flag.name())
                        ? List.of(String.join(",", values))
                        : values;
        if (given.size() != 1 && flag.kind() != Flag.Kind.LIST) {
            return Optional.of("must be one value, is a list of " + given.size());
        }
        return given.stream()
                .flatMap(value ->
                        rule(flag, value).stream()
                                .map(rule -> rule + ", is '" + Excerpt.of(value) + "'"))
                .findFirst();
    }

    private static String notIn(String version) {
        return "is not a flag of Cluster Autoscaler " + version;
    }

    /** Ours takes the flags of every version. */
    private Optional<String> history(Flag flag) {
        if (autoscaler.program().kind() != Kind.CLUSTER_AUTOSCALER) {
            return Optional.empty();
        }
        String not = notIn(version);
        String since = flag.history().since();
        String until = flag.history().until();
        if (since.equals(PLIMSOLL)) {
            return Optional.of(not);
        }
        if (!since.isEmpty() && since.compareTo(version) > 0) {
            return Optional.of(not + ", but of " + since + " on");
        }
        return !until.isEmpty() && until.compareTo(version) < 0
                ? Optional.of(not + ", but of " + until + " at most")
                : Optional.empty();
    }

    private Optional<String> rule(Flag flag, String value) {
        String name = flag.name();
        String fixed = FIXED.get(name);
        if (fixed != null) {
            return unless(fixed.equals(value), fixed);
        }
        if (NAMESPACES.contains(name)) {
            return unless(
                    autoscaler.namespace().equals(value),
                    "left out, as autoscaler.namespace says it");
        }
        if (RANGES.contains(name)) {
            return range(value);
        }
        return switch (name) {
            case "expander" -> expander(value);
            case "consolidation" ->
                    unless(CONSOLIDATIONS.contains(value), "off, delete or replace");
            case "consolidation-min-saving" ->
                    unless(
                            FlagText.decimal(value)
                                    .map(Decimal::value)
                                    .filter(share ->
                                            share.signum() >= 0
                                                    && share.compareTo(BigDecimal.ONE) < 0)
                                    .isPresent(),
                            "a share from 0 to less than 1, such as 0.1");
            case "disruption-budgets" -> DisruptionBudgetTag.refusal(value);
            case "leader-elect" ->
                    unless(
                            FlagText.bool(value).orElse(false),
                            "true, as two pods run, of which one may act");
            case "address" -> unless(value.endsWith(":8085"), ":8085, where the pods are probed");
            case "nodes" -> group(value);
            case "node-group-auto-discovery" ->
                    unless(TAGS.matcher(value).matches(), "asg:tag=key[=value][,key[=value]…]");
            case "scan-interval" -> positive(value);
            case "expendable-pods-priority-cutoff" ->
                    unless(FlagText.integer(value).isPresent(), FlagText.INTEGER_RULE);
            default -> ofKind(flag.kind(), value);
        };
    }

    private static Optional<String> unless(boolean right, String allowed) {
        return right ? Optional.empty() : Optional.of("must be " + allowed);
    }

    private Optional<String> expander(String value) {
        boolean upstream = autoscaler.program().kind() == Kind.CLUSTER_AUTOSCALER;
        Set<String> allowed = upstream ? UPSTREAM_EXPANDERS : FlagText.EXPANDERS;
        return unless(
                (!upstream && value.equals(FlagText.CHEAPEST_MIX))
                        || allowed.containsAll(Arrays.asList(value.split(",", -1))),
                (upstream ? "" : FlagText.CHEAPEST_MIX + " alone, or ")
                        + "one or more, by commas, of "
                        + allowed.stream().sorted().collect(Collectors.joining(", ")));
    }

    private static Optional<String> range(String value) {
        Optional<FlagText.Range> range = FlagText.range(value);
        if (range.isEmpty()) {
            return Optional.of("must be " + FlagText.RANGE_RULE);
        }
        return range.get().min() > range.get().max()
                ? Optional.of("must have " + FlagText.ORDER_RULE)
                : Optional.empty();
    }

    private static Optional<String> group(String value) {
        Matcher matcher = GROUP.matcher(value);
        if (!matcher.matches()) {
            return Optional.of("must be min:max:name, such as 1:6:kong");
        }
        int min = Integer.parseInt(matcher.group(1));
        int max = Integer.parseInt(matcher.group(2));
        return min > max || max < 1
                ? Optional.of("must have a max of at least 1 and at least min")
                : Optional.empty();
    }

    private static Optional<String> positive(String value) {
        return ofKind(Flag.Kind.DURATION, value)
                .or(() ->
                        FlagText.duration(value).filter(time -> !time.isZero()).isPresent()
                                ? Optional.empty()
                                : Optional.of("must be longer than 0s"));
    }

    private static Optional<String> ofKind(Flag.Kind kind, String value) {
        return switch (kind) {
            case BOOL -> unless(FlagText.bool(value).isPresent(), FlagText.BOOL_RULE);
            case INT ->
                    number(FlagText.integer(value).map(BigDecimal::valueOf), FlagText.INTEGER_RULE);
            case FLOAT ->
                    number(FlagText.decimal(value).map(Decimal::value), FlagText.DECIMAL_RULE);
            case DURATION ->
                    FlagText.duration(value).isPresent()
                            ? notNegative(value.startsWith("-"))
                            : Optional.of("must be " + FlagText.DURATION_RULE);
            case STRING, LIST, CSV -> Optional.empty();
        };
    }

    private static Optional<String> number(Optional<BigDecimal> number, String rule) {
        return number.isPresent()
                ? notNegative(number.get().signum() < 0)
                : Optional.of("must be " + rule);
    }

    private static Optional<String> notNegative(boolean negative) {
        return negative ? Optional.of("must not be negative") : Optional.empty();
    }
}
