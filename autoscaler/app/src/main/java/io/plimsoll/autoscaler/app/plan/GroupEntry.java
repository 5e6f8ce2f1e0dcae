package io.plimsoll.autoscaler.app.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plimsoll.autoscaler.decision.Inquiry;
import io.plimsoll.autoscaler.decision.answer.GroupOutlook;
import io.plimsoll.autoscaler.decision.model.AmountText;
import io.plimsoll.autoscaler.decision.model.AmountText.Rounding;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Resources;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node group, and the next node that a plan reckons with.
 *
 * @param desired before the plan
 * @param problem why nobody knows the next node
 * @param notBalanced why it gets none of the nodes of a group that takes the same pods
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record GroupEntry(
        String name,
        int desired,
        int min,
        int max,
        Optional<Template> template,
        Optional<String> problem,
        Optional<String> notBalanced) {

    private static final String TYPE = "node.kubernetes.io/instance-type";
    private static final String ZONE = "topology.kubernetes.io/zone";

    /** What kubelet and cloud set on every node, which the type and the zone say already. */
    private static final Set<String> SAID =
            Set.of(
                    TYPE,
                    ZONE,
                    "kubernetes.io/hostname",
                    "topology.kubernetes.io/region",
                    "topology.ebs.csi.aws.com/zone",
                    "topology.k8s.aws/zone-id");

    /**
     * @param like the real node that is the template; absent where it is computed
     * @param instanceType of several that may come, all of them
     * @param zone in which the next comes
     * @param zones of the group
     * @param allocatable of a new node, by resource
     * @param daemonSets what its DaemonSet and mirror pods take of that
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Template(
            Optional<String> like,
            Part instanceType,
            Optional<String> zone,
            List<String> zones,
            List<Part> allocatable,
            SortedMap<String, String> daemonSets,
            List<Part> labels,
            List<Part> taints,
            Optional<BigDecimal> usdPerHour) {}

    /**
     * @param from where it was read
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Part(String name, String value, Optional<String> from) {}

    static List<GroupEntry> of(Inquiry inquiry) {
        SortedMap<String, String> unbalanced = inquiry.unbalanced();
        List<GroupEntry> entries = new ArrayList<>();
        inquiry.outlooks()
                .forEach((name, outlook) -> {
                    NodeGroup group = outlook.group();
                    Optional<Template> template =
                            outlook instanceof GroupOutlook.Known known
                                    ? Optional.of(new Reading(known, inquiry).template())
                                    : Optional.empty();
                    Optional<String> problem =
                            outlook instanceof GroupOutlook.Unknown(_, String text)
                                    ? Optional.of(text)
                                    : Optional.empty();
                    entries.add(
                            new GroupEntry(
                                    name,
                                    group.size().target(),
                                    group.size().min(),
                                    group.size().max(),
                                    template,
                                    problem,
                                    Optional.ofNullable(unbalanced.get(name))));
                });
        return entries;
    }

    private static final class Reading {
        private final GroupOutlook.Known outlook;
        private final Node node;
        private final Optional<String> like;
        private final Optional<NodeTemplate> cloud;

        Reading(GroupOutlook.Known outlook, Inquiry inquiry) {
            this.outlook = outlook;
            this.node = outlook.node();
            this.like = Optional.of(node.name()).filter(inquiry::isThere);
            this.cloud =
                    outlook.group().template() instanceof NodeGroup.Template.Known(var known)
                            ? Optional.of(known)
                            : Optional.empty();
        }

        Template template() {
            return new Template(
                    like,
                    new Part("instanceType", types(), from("instanceType")),
                    Optional.ofNullable(node.metadata().labels().get(ZONE)),
                    cloud.map(known -> List.copyOf(known.instancesByZone().keySet()))
                            .orElse(List.of()),
                    allocatable(),
                    daemonSets(),
                    labels(),
                    node.spec().taints().stream()
                            .map(taint ->
                                    new Part(
                                            taint.key(),
                                            taint.toString(),
                                            from("taints/" + taint.key())))
                            .toList(),
                    Optional.of(outlook.price()).filter(Price::isKnown).map(GroupEntry::usd));
        }

        private Optional<String> from(String part) {
            return like.isPresent()
                    ? Optional.empty()
                    : cloud.flatMap(known -> Optional.ofNullable(known.origins().get(part)));
        }

        private String types() {
            List<String> several =
                    cloud.map(known ->
                                    known.variants().stream()
                                            .map(labels -> labels.get(TYPE))
                                            .filter(Objects::nonNull)
                                            .toList())
                            .orElse(List.of());
            return several.isEmpty()
                    ? node.metadata().labels().getOrDefault(TYPE, "unknown")
                    : String.join(" or ", several);
        }

        private List<Part> allocatable() {
            Resources has = node.status().allocatable();
            List<Part> parts = new ArrayList<>();
            parts.add(part("cpu", has.milliCpu(), from("resources/cpu")));
            parts.add(part("memory", has.memoryBytes(), from("resources/memory")));
            parts.add(part("pods", has.pods(), from("resources/pods").or(() -> from("pods"))));
            parts.add(
                    part(
                            "ephemeral-storage",
                            has.ephemeralStorageBytes(),
                            from("resources/ephemeral-storage").or(() -> from("disk"))));
            has.extended()
                    .forEach((name, amount) ->
                            parts.add(part(name, amount, from("resources/" + name))));
            return parts;
        }

        private static Part part(String name, long amount, Optional<String> from) {
            return new Part(name, AmountText.of(name, amount, Rounding.DOWN), from);
        }

        private SortedMap<String, String> daemonSets() {
            Resources taken = outlook.taken();
            SortedMap<String, Long> amounts = new TreeMap<>(taken.extended());
            amounts.put("cpu", taken.milliCpu());
            amounts.put("memory", taken.memoryBytes());
            amounts.put("ephemeral-storage", taken.ephemeralStorageBytes());
            amounts.put("pods", taken.pods());
            SortedMap<String, String> all = new TreeMap<>();
            amounts.forEach((name, amount) -> {
                if (amount > 0) {
                    all.put(name, AmountText.of(name, amount, Rounding.UP));
                }
            });
            return all;
        }

        private List<Part> labels() {
            List<Part> labels = new ArrayList<>();
            node.metadata()
                    .labels()
                    .forEach((key, value) -> {
                        if (!SAID.contains(key) && !key.contains("beta.kubernetes.io/")) {
                            labels.add(new Part(key, value, from("labels/" + key)));
                        }
                    });
            return labels;
        }
    }

    static BigDecimal usd(Price price) {
        return BigDecimal.valueOf(price.microUsdPerHour(), 6);
    }
}
