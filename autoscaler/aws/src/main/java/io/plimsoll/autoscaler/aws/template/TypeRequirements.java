package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.environment.ec2.Architecture;
import io.plimsoll.environment.ec2.InstanceType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.BareMetal;
import software.amazon.awssdk.services.autoscaling.model.BurstablePerformance;
import software.amazon.awssdk.services.autoscaling.model.CpuManufacturer;
import software.amazon.awssdk.services.autoscaling.model.InstanceGeneration;
import software.amazon.awssdk.services.autoscaling.model.InstanceRequirements;

/**
 * Which instance types an Auto Scaling group that names attributes may launch. What this class does
 * not look at (prices, disks, bandwidth) would only leave fewer types, so nothing is promised that
 * does not hold.
 *
 * <p>Source: EC2 Auto Scaling API reference, {@code InstanceRequirements}.
 */
final class TypeRequirements {

    private static final Set<String> BURSTABLE = Set.of("t1", "t2", "t3", "t3a", "t4g");

    /** AMD's processors have an {@code a} behind the generation, as m5a. */
    private static final Pattern AMD = Pattern.compile("[a-z]+\\d+a.*");

    private final InstanceRequirements wanted;

    TypeRequirements(InstanceRequirements wanted) {
        this.wanted = wanted;
    }

    /** Of a launch template, which EC2 words as Auto Scaling does. */
    static TypeRequirements of(
            software.amazon.awssdk.services.ec2.model.InstanceRequirements wanted) {
        InstanceRequirements.Builder same =
                InstanceRequirements.builder()
                        .allowedInstanceTypes(wanted.allowedInstanceTypes())
                        .excludedInstanceTypes(wanted.excludedInstanceTypes())
                        .instanceGenerationsWithStrings(wanted.instanceGenerationsAsStrings())
                        .cpuManufacturersWithStrings(wanted.cpuManufacturersAsStrings())
                        .acceleratorTypesWithStrings(wanted.acceleratorTypesAsStrings())
                        .bareMetal(wanted.bareMetalAsString())
                        .burstablePerformance(wanted.burstablePerformanceAsString());
        Optional.ofNullable(wanted.vCpuCount())
                .ifPresent(range -> same.vCpuCount(to -> to.min(range.min()).max(range.max())));
        Optional.ofNullable(wanted.memoryMiB())
                .ifPresent(range -> same.memoryMiB(to -> to.min(range.min()).max(range.max())));
        Optional.ofNullable(wanted.memoryGiBPerVCpu())
                .ifPresent(
                        range -> same.memoryGiBPerVCpu(to -> to.min(range.min()).max(range.max())));
        Optional.ofNullable(wanted.acceleratorCount())
                .ifPresent(
                        range -> same.acceleratorCount(to -> to.min(range.min()).max(range.max())));
        return new TypeRequirements(same.build());
    }

    boolean admit(InstanceType type) {
        return within(type.compute().vcpus(), vcpus())
                && within((double) type.compute().memoryMib(), memoryMib())
                && isNamed(type)
                && isOfGeneration(type)
                && isOfManufacturer(type)
                && hasAccelerators(type)
                && (wanted.bareMetal() == BareMetal.INCLUDED
                        || type.traits().bareMetal() == (wanted.bareMetal() == BareMetal.REQUIRED))
                && (wanted.burstablePerformance() == BurstablePerformance.INCLUDED
                        || BURSTABLE.contains(type.family())
                                == (wanted.burstablePerformance() == BurstablePerformance.REQUIRED))
                && (wanted.memoryGiBPerVCpu() == null
                        || within(
                                (double) type.compute().memoryMib() / 1024 / type.compute().vcpus(),
                                new Bounds(
                                        wanted.memoryGiBPerVCpu().min(),
                                        wanted.memoryGiBPerVCpu().max())));
    }

    private record Bounds(@Nullable Number min, @Nullable Number max) {}

    private Bounds vcpus() {
        return wanted.vCpuCount() == null
                ? new Bounds(null, null)
                : new Bounds(wanted.vCpuCount().min(), wanted.vCpuCount().max());
    }

    private Bounds memoryMib() {
        return wanted.memoryMiB() == null
                ? new Bounds(null, null)
                : new Bounds(wanted.memoryMiB().min(), wanted.memoryMiB().max());
    }

    private static boolean within(double value, Bounds bounds) {
        return (bounds.min() == null || value >= bounds.min().doubleValue())
                && (bounds.max() == null || value <= bounds.max().doubleValue());
    }

    private boolean isNamed(InstanceType type) {
        return (wanted.allowedInstanceTypes().isEmpty()
                        || matches(wanted.allowedInstanceTypes(), type))
                && !matches(wanted.excludedInstanceTypes(), type);
    }

    private static boolean matches(List<String> patterns, InstanceType type) {
        return patterns.stream()
                .map(pattern ->
                        Pattern.compile("\\*")
                                .splitAsStream(pattern + " ")
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")))
                .anyMatch(pattern -> (type.name() + " ").matches(pattern));
    }

    private boolean isOfGeneration(InstanceType type) {
        return wanted.instanceGenerations().isEmpty()
                || wanted.instanceGenerations()
                        .contains(
                                type.traits().currentGeneration()
                                        ? InstanceGeneration.CURRENT
                                        : InstanceGeneration.PREVIOUS);
    }

    private boolean isOfManufacturer(InstanceType type) {
        return wanted.cpuManufacturers().isEmpty()
                || wanted.cpuManufacturers().contains(manufacturer(type));
    }

    private static CpuManufacturer manufacturer(InstanceType type) {
        if (type.architecture() == Architecture.ARM64) {
            return CpuManufacturer.AMAZON_WEB_SERVICES;
        }
        return AMD.matcher(type.family()).matches() ? CpuManufacturer.AMD : CpuManufacturer.INTEL;
    }

    /** GPUs and Neuron devices; those of other makers are in no type that pods here ask for. */
    private boolean hasAccelerators(InstanceType type) {
        int devices = type.compute().gpus() + type.traits().neuronDevices();
        return Optional.ofNullable(wanted.acceleratorCount())
                        .filter(count -> !within(devices, new Bounds(count.min(), count.max())))
                        .isEmpty()
                && (devices > 0 || wanted.acceleratorTypes().isEmpty());
    }
}
