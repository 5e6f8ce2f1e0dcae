package io.plimsoll.environment.ec2;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one EC2 instance type offers.
 *
 * @param name such as {@code t3.large}
 * @param hourlyMicroUsd Linux on-demand price of an hour in us-east-1, July 2026, in millionths of
 *     a dollar; other regions cost more or less. Empty where the price list has none
 */
public record InstanceType(
        String name,
        Architecture architecture,
        Compute compute,
        Network network,
        Traits traits,
        OptionalLong hourlyMicroUsd) {

    /**
     * @param memoryMib nominal memory; what the VM itself takes is not taken off
     * @param gpus NVIDIA and AMD GPUs, which Kubernetes counts as {@code nvidia.com/gpu} and {@code
     *     amd.com/gpu}
     */
    public record Compute(int vcpus, long memoryMib, int gpus) {}

    /**
     * @param interfaces of the first network card
     * @param ipv4PerInterface addresses, the interface's own included
     */
    public record Network(int interfaces, int ipv4PerInterface) {}

    /**
     * What else tells types apart.
     *
     * @param neuronDevices AWS Inferentia and Trainium devices
     * @param bareMetal without a hypervisor
     * @param currentGeneration by EC2's own word
     */
    public record Traits(int neuronDevices, boolean bareMetal, boolean currentGeneration) {}

    /** Its name up to the size, such as {@code m5a}. */
    public String family() {
        return name.substring(0, name.indexOf('.'));
    }

    /**
     * Devices by the names that their plugins give them. The only types with AMD GPUs are those of
     * the family g4ad. A Neuron device has cores, as the Neuron documentation has them: four in
     * Inferentia, two in Inferentia2 and Trainium, four logical ones in Trainium2.
     */
    public SortedMap<String, Long> devices() {
        SortedMap<String, Long> devices = new TreeMap<>();
        if (compute.gpus() > 0) {
            devices.put(
                    family().equals("g4ad") ? "amd.com/gpu" : "nvidia.com/gpu",
                    (long) compute.gpus());
        }
        long neuron = traits.neuronDevices();
        if (neuron > 0) {
            boolean four = family().equals("inf1") || family().startsWith("trn2");
            devices.put("aws.amazon.com/neuron", neuron);
            devices.put("aws.amazon.com/neuroncore", neuron * (four ? 4 : 2));
        }
        return devices;
    }

    /**
     * Pods that can have an address of their own, without prefix delegation: the rule of the EKS
     * machine images. Two pods of the host network come on top.
     */
    public int maxPods() {
        return network.interfaces() * (network.ipv4PerInterface() - 1) + 2;
    }
}
