package io.plimsoll.environment;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An EKS managed node group. */
public record NodeGroupConfig(
        String name,
        Machine machine,
        Size size,
        SortedMap<String, String> labels,
        List<TaintConfig> taints) {

    public NodeGroupConfig {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        taints = List.copyOf(taints);
    }

    /**
     * @param instanceTypes at least one; EC2 takes any of them
     * @param amiType as EKS names it, such as {@code AL2023_x86_64_STANDARD}
     * @param disk root volume
     */
    public record Machine(
            List<String> instanceTypes, CapacityType capacityType, String amiType, Quantity disk) {
        public Machine {
            instanceTypes = List.copyOf(instanceTypes);
        }
    }

    /**
     * @param desired at creation; afterwards the autoscaler's
     */
    public record Size(int min, int max, int desired) {}

    public enum CapacityType {
        ON_DEMAND,
        SPOT
    }

    /**
     * @param effect as Kubernetes writes it: {@code NoSchedule}, {@code PreferNoSchedule}, {@code
     *     NoExecute}
     */
    public record TaintConfig(String key, String value, String effect) {}
}
