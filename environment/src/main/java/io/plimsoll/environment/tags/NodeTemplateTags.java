package io.plimsoll.environment.tags;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.DisruptionBudgetConfig;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.TaintConfig;
import io.plimsoll.environment.tags.DisruptionBudgetTag.InvalidBudgetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What tags of an Auto Scaling group say about its next node, so that a group can grow from zero:
 * Cluster Autoscaler's {@code k8s.io/cluster-autoscaler/node-template/} tags; and about how many of
 * its nodes may go. {@link #parse} of {@link #encode} gives the same again.
 *
 * @param taints ordered by key
 * @param resources amounts that replace or add to those of the instance type, by resource name
 * @param problems one sentence for each tag of ours that says nothing usable; those tags are left
 *     out of the rest, and unreadable budgets are a freeze
 */
public record NodeTemplateTags(
        SortedMap<String, String> labels,
        List<TaintConfig> taints,
        SortedMap<String, Quantity> resources,
        ScalingOptions options,
        List<String> problems) {

    /** What every such tag key begins with. */
    public static final String PREFIX = "k8s.io/cluster-autoscaler/node-template/";

    private static final String LABEL = PREFIX + "label/";
    private static final String TAINT = PREFIX + "taint/";
    private static final String RESOURCE = PREFIX + "resources/";
    private static final String OPTION = PREFIX + "autoscaling-options/";

    public NodeTemplateTags {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        taints = taints.stream().sorted(Comparator.comparing(TaintConfig::key)).toList();
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
        problems = List.copyOf(problems);
    }

    /**
     * What the environment says about a group: its labels, its taints, its disk and its options.
     */
    public static NodeTemplateTags of(Environment environment, NodeGroupConfig group) {
        SortedMap<String, Quantity> resources = new TreeMap<>();
        environment
                .maxPods(group)
                .ifPresent(pods -> resources.put("pods", new Quantity(Integer.toString(pods))));
        resources.put("ephemeral-storage", group.machine().disk());
        return new NodeTemplateTags(
                group.labels(),
                group.taints().stream().map(NodeTemplateTags::asTagged).toList(),
                resources,
                OptionTag.options(
                        group.size().autoscalingOptions(),
                        Optional.of(group.size().disruptionBudgets())
                                .filter(budgets -> !budgets.isEmpty())),
                List.of());
    }

    /** A tag does not say whether something takes the taint away. */
    private static TaintConfig asTagged(TaintConfig taint) {
        return new TaintConfig(taint.key(), taint.value(), taint.effect());
    }

    /** What the value of a tag below {@code autoscaling-options/} must be; empty if it is. */
    public static Optional<String> refusedOption(String name, String value) {
        return OptionTag.refusal(name, value);
    }

    /**
     * @param tags of an Auto Scaling group; others than the prefix's are none of our business
     */
    public static NodeTemplateTags parse(Map<String, String> tags) {
        SortedMap<String, String> labels = new TreeMap<>();
        List<TaintConfig> taints = new ArrayList<>();
        SortedMap<String, Quantity> resources = new TreeMap<>();
        SortedMap<String, String> options = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        new TreeMap<>(tags)
                .forEach((key, value) -> {
                    if (key.startsWith(LABEL)) {
                        labels.put(key.substring(LABEL.length()), value);
                    } else if (key.startsWith(TAINT)) {
                        add(taints, key, value, problems);
                    } else if (key.startsWith(RESOURCE)) {
                        add(resources, key, value, problems);
                    } else if (key.startsWith(OPTION)) {
                        addOption(options, key, value, problems);
                    } else if (key.startsWith(PREFIX)) {
                        problems.add(
                                refused(
                                        key,
                                        value,
                                        "must go on with label/, taint/, resources/ or autoscaling-options/"));
                    }
                });
        return new NodeTemplateTags(
                labels,
                taints,
                resources,
                OptionTag.options(options, budgets(tags, problems)),
                problems);
    }

    /** Who cannot read what is allowed takes nothing away. */
    private static Optional<List<DisruptionBudgetConfig>> budgets(
            Map<String, String> tags, List<String> problems) {
        String text = tags.get(DisruptionBudgetTag.KEY);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DisruptionBudgetTag.parse(text));
        } catch (InvalidBudgetException e) {
            problems.add(
                    refused(DisruptionBudgetTag.KEY, text, e.problem())
                            + "; none of the group's nodes is taken away by choice");
            return Optional.of(List.of(DisruptionBudgetConfig.FREEZE));
        }
    }

    /** The tags that say the same, without the problems. */
    public SortedMap<String, String> encode() {
        SortedMap<String, String> tags = new TreeMap<>();
        labels.forEach((key, value) -> tags.put(LABEL + key, value));
        for (TaintConfig taint : taints) {
            tags.put(TAINT + taint.key(), taint.value() + ":" + taint.effect().kubernetesName());
        }
        resources.forEach((name, amount) -> tags.put(RESOURCE + name, amount.toString()));
        SortedMap<String, String> byName = new TreeMap<>();
        OptionTag.write(options, byName);
        byName.forEach((name, value) -> tags.put(OPTION + name, value));
        options.disruptionBudgets()
                .ifPresent(budgets ->
                        tags.put(DisruptionBudgetTag.KEY, DisruptionBudgetTag.encode(budgets)));
        return Collections.unmodifiableSortedMap(tags);
    }

    private static void add(
            List<TaintConfig> taints, String key, String value, List<String> problems) {
        int colon = value.lastIndexOf(':');
        Optional<TaintConfig.Effect> effect =
                Stream.of(TaintConfig.Effect.values())
                        .filter(known -> known.kubernetesName().equals(value.substring(colon + 1)))
                        .findFirst();
        if (colon < 0 || effect.isEmpty()) {
            problems.add(
                    refused(
                            key,
                            value,
                            "must be <value>:NoSchedule, :PreferNoSchedule or :NoExecute"));
            return;
        }
        taints.add(
                new TaintConfig(
                        key.substring(TAINT.length()), value.substring(0, colon), effect.get()));
    }

    private static void add(
            Map<String, Quantity> resources, String key, String value, List<String> problems) {
        try {
            Quantity amount = Quantity.parse(value);
            if (amount.getNumericalAmount().signum() >= 0) {
                resources.put(key.substring(RESOURCE.length()), amount);
                return;
            }
        } catch (IllegalArgumentException _) {
            // Reported below, as a negative amount is.
        }
        problems.add(refused(key, value, "must be a quantity such as 2 or 20Gi"));
    }

    private static void addOption(
            Map<String, String> options, String key, String value, List<String> problems) {
        String name = key.substring(OPTION.length());
        Optional<String> refusal = OptionTag.refusal(name, value);
        refusal.ifPresentOrElse(
                rule -> problems.add(refused(key, value, rule)), () -> options.put(name, value));
    }

    private static String refused(String key, String value, String rule) {
        return "tag " + key + " " + rule + ", is '" + value + "'";
    }
}
