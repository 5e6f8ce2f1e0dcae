package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.environment.ec2.Architecture;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.GpuDeviceInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.NetworkCardInfo;
import software.amazon.awssdk.services.ec2.model.NetworkInfo;

/** What {@code DescribeInstanceTypes} says of a type; its price comes from the built-in list. */
public final class InstanceShapeMapping {

    private InstanceShapeMapping() {}

    /** Empty when the description lacks processors, memory or network. */
    public static Optional<InstanceType> toInstanceType(InstanceTypeInfo info) {
        if (info.instanceTypeAsString() == null
                || info.vCpuInfo() == null
                || info.memoryInfo() == null
                || info.networkInfo() == null) {
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
                                interfaces(info.networkInfo()),
                                info.networkInfo().ipv4AddressesPerInterface()),
                        InstanceTypes.find(name)
                                .map(InstanceType::hourlyMicroUsd)
                                .orElse(OptionalLong.empty())));
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

    /** Pods get addresses from the first network card alone. */
    private static int interfaces(NetworkInfo network) {
        return network.networkCards().stream()
                .filter(card -> card.networkCardIndex() != null && card.networkCardIndex() == 0)
                .map(NetworkCardInfo::maximumNetworkInterfaces)
                .findFirst()
                .orElseGet(network::maximumNetworkInterfaces);
    }
}
