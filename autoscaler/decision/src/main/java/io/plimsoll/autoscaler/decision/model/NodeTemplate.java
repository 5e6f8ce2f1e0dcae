package io.plimsoll.autoscaler.decision.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the next node of a group will look like (Cluster Autoscaler: TemplateNodeInfo).
 *
 * @param node labels, taints, capacity and allocatable of the node; its name is a placeholder.
 *     Where several types may come, the least of each resource
 * @param price of one such node
 * @param variants the labels that tell apart what may come, a set for each instance type; none
 *     where only one type may come
 * @param instancesByZone live instances in each zone that the group may launch in; none where it is
 *     not known. The cloud launches where there are the fewest
 * @param origins where each part was read, in words, for people: by {@code instanceType}, {@code
 *     disk}, {@code pods}, {@code price}, {@code labels/KEY}, {@code taints/KEY} and {@code
 *     resources/NAME}
 */
public record NodeTemplate(
        Node node,
        Price price,
        List<SortedMap<String, String>> variants,
        SortedMap<String, Integer> instancesByZone,
        SortedMap<String, String> origins) {

    /** Among the origins: whose price it is, and of which day. */
    public static final String PRICE = "price";

    public NodeTemplate {
        variants = variants.stream().map(SortedMaps::copyOf).toList();
        instancesByZone = SortedMaps.copyOf(instancesByZone);
        origins = SortedMaps.copyOf(origins);
    }

    /** Of which nobody says where it was read. */
    public NodeTemplate(
            Node node,
            Price price,
            List<SortedMap<String, String>> variants,
            SortedMap<String, Integer> instancesByZone) {
        this(node, price, variants, instancesByZone, new TreeMap<>());
    }

    /** Of a group of one instance type and one zone. */
    public NodeTemplate(Node node, Price price) {
        this(node, price, List.of(), new TreeMap<>());
    }

    /** Nobody can say which type comes. */
    public boolean isMixed() {
        return variants.size() > 1;
    }
}
