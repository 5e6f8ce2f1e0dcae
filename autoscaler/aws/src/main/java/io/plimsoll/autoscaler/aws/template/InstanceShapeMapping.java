package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.environment.ec2.Architecture;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.GpuDeviceInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.NetworkCardInfo;
import software.amazon.awssdk.services.ec2.model.NetworkInfo;
import software.amazon.awssdk.services.ec2.model.NeuronDeviceInfo;

/** What {@code DescribeInstanceTypes} says of a type; its price comes from the built-in list. */
public final class InstanceShapeMapping {

    /** Far beyond any machine; memory in MiB. */
    private static final long MOST = 1L << 28;

    private InstanceShapeMapping() {}

    /** Empty when the description has a {@link #problem}. */
    public static Optional<InstanceType> toInstanceType(InstanceTypeInfo info) {
        if (problem(info).isPresent()) {
            return Optional.empty();
        }
        String name = info.instanceTypeAsString();
        return Optional.of(
                new InstanceType(
                        name,
                        architecture(info),
                        new InstanceType.Compute(
                                info.vCpuInfo().defaultVCpus(),
                                info.memoryInfo().sizeInMiB(),
                                gpus(info)),
                        new InstanceType.Network(
                                interfaces(info.networkInfo()).orElseThrow(),
                                info.networkInfo().ipv4AddressesPerInterface()),
                        new InstanceType.Traits(
                                neuronDevices(info),
                                Boolean.TRUE.equals(info.bareMetal()),
                                !Boolean.FALSE.equals(info.currentGeneration())),
                        InstanceTypes.find(name)
                                .map(InstanceType::hourlyMicroUsd)
                                .orElse(OptionalLong.empty())));
    }

    /** Why a description does not say what a node of the type can run: member, value, allowed. */
    public static Optional<String> problem(InstanceTypeInfo info) {
        if (info.instanceTypeAsString() == null) {
            return Optional.of("InstanceType is missing");
        }
        Map<String, @Nullable Number> amounts = new TreeMap<>();
        amounts.put(
                "VCpuInfo.DefaultVCpus",
                info.vCpuInfo() == null ? null : info.vCpuInfo().defaultVCpus());
        amounts.put(
                "MemoryInfo.SizeInMiB",
                info.memoryInfo() == null ? null : info.memoryInfo().sizeInMiB());
        amounts.put(
                "NetworkInfo.MaximumNetworkInterfaces",
                info.networkInfo() == null ? null : interfaces(info.networkInfo()).orElse(0));
        amounts.put(
                "NetworkInfo.Ipv4AddressesPerInterface",
                info.networkInfo() == null ? null : info.networkInfo().ipv4AddressesPerInterface());
        List<GpuDeviceInfo> gpus = info.gpuInfo() == null ? List.of() : info.gpuInfo().gpus();
        for (int index = 0; index < gpus.size(); index++) {
            amounts.put("GpuInfo.Gpus[%d].Count".formatted(index), gpus.get(index).count());
        }
        return amounts.entrySet().stream()
                .filter(amount -> !isAmount(amount.getValue()))
                .findFirst()
                .map(amount ->
                        amount.getValue() == null
                                ? amount.getKey() + " is missing"
                                : "%s: %s is not 1 to %d"
                                        .formatted(amount.getKey(), amount.getValue(), MOST));
    }

    private static boolean isAmount(@Nullable Number amount) {
        return amount != null && amount.longValue() >= 1 && amount.longValue() <= MOST;
    }

    private static Architecture architecture(InstanceTypeInfo info) {
        boolean arm =
                info.processorInfo() != null
                        && info.processorInfo()
                                .supportedArchitectures()
                                .contains(ArchitectureType.ARM64);
        return arm ? Architecture.ARM64 : Architecture.AMD64;
    }

    private static int gpus(InstanceTypeInfo info) {
        return info.gpuInfo() == null
                ? 0
                : info.gpuInfo().gpus().stream().mapToInt(GpuDeviceInfo::count).sum();
    }

    private static int neuronDevices(InstanceTypeInfo info) {
        return info.neuronInfo() == null
                ? 0
                : info.neuronInfo().neuronDevices().stream()
                        .map(NeuronDeviceInfo::count)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    /** Pods get addresses from the first network card alone. */
    private static Optional<Integer> interfaces(NetworkInfo network) {
        return network.networkCards().stream()
                .filter(card -> card.networkCardIndex() != null && card.networkCardIndex() == 0)
                .map(NetworkCardInfo::maximumNetworkInterfaces)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> Optional.ofNullable(network.maximumNetworkInterfaces()));
    }
}
