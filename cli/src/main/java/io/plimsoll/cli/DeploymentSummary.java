package io.plimsoll.cli;

import io.plimsoll.autoscaler.app.plan.TextTable;
import io.plimsoll.checks.bill.MonthlyBill;
import io.plimsoll.checks.change.Template;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an operator wants to know of an environment before it is deployed.
 *
 * @param templates as synthesized
 */
record DeploymentSummary(Environment environment, List<Template> templates, LocalDate today) {

    private static final int RATE = 4;
    private static final int CENTS = 2;

    /**
     * A node group.
     *
     * @param usdPerHourAtMin empty where nobody knows the price
     */
    record GroupCost(
            String name,
            List<String> instanceTypes,
            String capacity,
            int min,
            int max,
            Optional<BigDecimal> usdPerHourAtMin,
            Optional<BigDecimal> usdPerHourAtMax) {}

    List<GroupCost> groups() {
        return environment.nodeGroups().stream()
                .map(group ->
                        new GroupCost(
                                group.name(),
                                group.machine().instanceTypes(),
                                capacity(group),
                                group.size().min(),
                                group.size().max(),
                                amount(price(group, group.size().min()), RATE),
                                amount(price(group, group.size().max()), RATE)))
                .toList();
    }

    String text() {
        TextTable table =
                new TextTable(
                                "NODE GROUP",
                                "INSTANCE TYPES",
                                "CAPACITY",
                                "MIN",
                                "MAX",
                                "USD/H AT MIN",
                                "USD/H AT MAX")
                        .spare("CAPACITY");
        List<NodeGroupConfig> groups = environment.nodeGroups();
        for (NodeGroupConfig group : groups) {
            table.add(
                    group.name(),
                    String.join(",", group.machine().instanceTypes()),
                    capacity(group),
                    Integer.toString(group.size().min()),
                    Integer.toString(group.size().max()),
                    usd(price(group, group.size().min()), RATE),
                    usd(price(group, group.size().max()), RATE));
        }
        table.add(
                "all",
                "",
                "",
                Integer.toString(groups.stream().mapToInt(group -> group.size().min()).sum()),
                Integer.toString(groups.stream().mapToInt(group -> group.size().max()).sum()),
                usd(
                        MonthlyBill.sum(
                                groups.stream()
                                        .map(group -> price(group, group.size().min()))
                                        .toList()),
                        RATE),
                usd(
                        MonthlyBill.sum(
                                groups.stream()
                                        .map(group -> price(group, group.size().max()))
                                        .toList()),
                        RATE));
        return """
        %s
        %s
        Prices are %s; Spot costs less.
               By use, on top: traffic, logs, stored images.
        """
                .formatted(table, bill(), InstanceTypes.PRICES);
    }

    private String bill() {
        MonthlyBill bill = MonthlyBill.of(environment, templates, today);
        TextTable table = new TextTable("A MONTH IN USD", "AT MIN", "AT MAX");
        for (MonthlyBill.Line line : bill.lines()) {
            table.add(line.what(), usd(line.atMin(), CENTS), usd(line.atMax(), CENTS));
        }
        table.add("in all", usd(bill.atMin(), CENTS), usd(bill.atMax(), CENTS));
        return table.toString();
    }

    private static OptionalLong price(NodeGroupConfig group, int nodes) {
        OptionalLong one = MonthlyBill.hourly(group);
        return one.isEmpty() ? one : OptionalLong.of(nodes * one.getAsLong());
    }

    private static String capacity(NodeGroupConfig group) {
        return group.machine().capacityType().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<BigDecimal> amount(OptionalLong micro, int digits) {
        return micro.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(micro.getAsLong(), 6)
                                .setScale(digits, RoundingMode.HALF_UP));
    }

    private static String usd(OptionalLong micro, int digits) {
        return amount(micro, digits).map(BigDecimal::toPlainString).orElse("unknown");
    }
}
