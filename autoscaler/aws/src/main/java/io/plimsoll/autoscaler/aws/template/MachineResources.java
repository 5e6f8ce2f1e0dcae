package io.plimsoll.autoscaler.aws.template;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.autoscaler.aws.template.InstancePrices.Quote;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.environment.Amounts;
import io.plimsoll.environment.ec2.EksAllocatable;
import io.plimsoll.environment.ec2.InstanceType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Capacity and allocatable of a machine. Of a group that launches several types, the least of each
 * resource: what fits then fits whichever comes.
 */
final class MachineResources {

    private static final String DISK = "ephemeral-storage";
    private static final long MIB = 1L << 20;

    private MachineResources() {}

    /**
     * @param overrides amounts that tags say; they hold for capacity and allocatable, but ephemeral
     *     storage is the size of the disk, of which pods may use less
     */
    static Node.Status of(Machine machine, SortedMap<String, Quantity> overrides) {
        long disk = amount(overrides, DISK, machine.kubelet().diskBytes());
        return new Node.Status(
                with(least(machine, type -> capacity(machine, type, disk)), overrides),
                with(least(machine, type -> allocatable(machine, type, disk)), overrides),
                List.of(new Node.Condition("Ready", "True", "", Instant.EPOCH)));
    }

    /**
     * The dearest type's.
     *
     * @param zones in any of which it may come
     */
    static Quote price(Machine machine, List<String> zones, InstancePrices prices) {
        List<Quote> each =
                machine.types().stream()
                        .map(type ->
                                switch (machine.capacity()) {
                                    case ON_DEMAND -> prices.onDemand(type);
                                    case SPOT -> prices.spot(type, zones);
                                })
                        .toList();
        return each.stream().allMatch(quote -> quote.price().isKnown())
                ? each.stream()
                        .max(Comparator.comparingLong(quote -> quote.price().microUsdPerHour()))
                        .orElse(Quote.UNKNOWN)
                : Quote.UNKNOWN;
    }

    private static Resources least(Machine machine, Function<InstanceType, Resources> resources) {
        return machine.types().stream()
                .map(resources)
                .reduce(Resources::least)
                .orElse(Resources.NONE);
    }

    private static Resources capacity(Machine machine, InstanceType type, long diskBytes) {
        long nominalMib = type.compute().memoryMib();
        long overheadMib =
                Math.ceilDiv(
                        nominalMib * EksAllocatable.vmOverheadBasisPoints(nominalMib), 10_000L);
        return new Resources(
                type.compute().vcpus() * 1000L,
                (nominalMib - overheadMib) * MIB,
                diskBytes,
                machine.maxPods(type),
                devices(machine, type));
    }

    private static Resources allocatable(Machine machine, InstanceType type, long diskBytes) {
        EksAllocatable allocatable = EksAllocatable.of(type, diskBytes);
        return new Resources(
                allocatable.milliCpu(),
                allocatable.memoryBytes(),
                allocatable.ephemeralStorageBytes(),
                machine.maxPods(type),
                devices(machine, type));
    }

    private static SortedMap<String, Long> devices(Machine machine, InstanceType type) {
        SortedMap<String, Long> devices = type.devices();
        if (machine.kubelet().efaInterfaces() > 0) {
            devices.put("vpc.amazonaws.com/efa", (long) machine.kubelet().efaInterfaces());
        }
        return devices;
    }

    private static Resources with(Resources resources, Map<String, Quantity> overrides) {
        SortedMap<String, Long> extended = new TreeMap<>(resources.extended());
        overrides.forEach((name, amount) -> {
            switch (name) {
                case "cpu", "memory", "pods", DISK -> {}
                default -> extended.put(name, Amounts.whole(amount));
            }
        });
        Quantity cpu = overrides.get("cpu");
        return new Resources(
                cpu == null ? resources.milliCpu() : Amounts.milli(cpu),
                amount(overrides, "memory", resources.memoryBytes()),
                resources.ephemeralStorageBytes(),
                amount(overrides, "pods", resources.pods()),
                extended);
    }

    private static long amount(Map<String, Quantity> overrides, String name, long otherwise) {
        Quantity override = overrides.get(name);
        return override == null ? otherwise : Amounts.whole(override);
    }
}
