package io.plimsoll.cli;

import io.plimsoll.autoscaler.app.plan.TextTable;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What an operator wants to know of an environment before it is deployed. Prices are on-demand, in
 * us-east-1; of several instance types the dearest counts, and what a Spot instance will cost
 * nobody knows.
 */
record DeploymentSummary(Environment environment) {

    String text() {
        TextTable table =
                new TextTable(
                        "NODE GROUP",
                        "INSTANCE TYPES",
                        "CAPACITY",
                        "MIN",
                        "MAX",
                        "USD/H AT MIN",
                        "USD/H AT MAX");
        List<NodeGroupConfig> groups = environment.nodeGroups();
        for (NodeGroupConfig group : groups) {
            table.add(
                    group.name(),
                    String.join(",", group.machine().instanceTypes()),
                    group.machine()
                            .capacityType()
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-'),
                    Integer.toString(group.size().min()),
                    Integer.toString(group.size().max()),
                    usd(price(group, group.size().min())),
                    usd(price(group, group.size().max())));
        }
        table.add(
                "all",
                "",
                "",
                Integer.toString(groups.stream().mapToInt(group -> group.size().min()).sum()),
                Integer.toString(groups.stream().mapToInt(group -> group.size().max()).sum()),
                usd(sum(groups.stream().map(group -> price(group, group.size().min())).toList())),
                usd(sum(groups.stream().map(group -> price(group, group.size().max())).toList())));
        return table + "Prices are " + InstanceTypes.PRICES + "; Spot costs less.\n";
    }

    private static OptionalLong price(NodeGroupConfig group, int nodes) {
        List<OptionalLong> prices =
                group.machine().instanceTypes().stream()
                        .map(name ->
                                InstanceTypes.find(name)
                                        .map(InstanceType::hourlyMicroUsd)
                                        .orElse(OptionalLong.empty()))
                        .toList();
        return prices.stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(
                        nodes * prices.stream().mapToLong(OptionalLong::getAsLong).max().orElse(0))
                : OptionalLong.empty();
    }

    private static OptionalLong sum(List<OptionalLong> prices) {
        return prices.stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(prices.stream().mapToLong(OptionalLong::getAsLong).sum())
                : OptionalLong.empty();
    }

    private static String usd(OptionalLong micro) {
        return micro.isEmpty()
                ? "unknown"
                : BigDecimal.valueOf(micro.getAsLong(), 6)
                        .setScale(4, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
