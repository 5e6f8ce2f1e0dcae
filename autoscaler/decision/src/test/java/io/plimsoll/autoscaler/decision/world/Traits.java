package io.plimsoll.autoscaler.decision.world;

import io.plimsoll.autoscaler.decision.model.DisruptionBudget;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Requirement.Operator;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Toleration;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint;
import io.plimsoll.autoscaler.decision.model.TopologySpreadConstraint.SpreadPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Words for describing a world. */
public final class Traits {

    private Traits() {}

    /** {@code 2} or {@code 1500m}. */
    public static Amount cpu(String quantity) {
        long milli =
                quantity.endsWith("m")
                        ? Long.parseLong(quantity.substring(0, quantity.length() - 1))
                        : new BigDecimal(quantity).movePointRight(3).longValueExact();
        return new Amount(milli, 0);
    }

    /** {@code 512Mi} or {@code 4Gi}. */
    public static Amount memory(String quantity) {
        long number = Long.parseLong(quantity.substring(0, quantity.length() - 2));
        return new Amount(0, number << (quantity.endsWith("Gi") ? 30 : 20));
    }

    public static GroupTrait min(int size) {
        return group -> group.min = size;
    }

    public static GroupTrait max(int size) {
        return group -> group.max = size;
    }

    public static GroupTrait target(int size) {
        return group -> group.target = OptionalInt.of(size);
    }

    /** Its process Launch. */
    public static GroupTrait suspended() {
        return group -> group.suspended = true;
    }

    public static GroupTrait pods(int number) {
        return group -> group.machine.pods = number;
    }

    public static GroupTrait usdPerHour(String amount) {
        long micros = new BigDecimal(amount).movePointRight(6).longValueExact();
        return group -> group.price = new Price(micros);
    }

    public static GroupTrait label(String key, String value) {
        return group -> group.labels.put(key, value);
    }

    public static GroupTrait tainted(String key) {
        return group -> group.taints.add(new Taint(key, "", Taint.Effect.NO_SCHEDULE));
    }

    public static GroupTrait options(NodeGroupOptions options) {
        return group -> group.options = options;
    }

    /** The group's own. */
    public static GroupTrait budgets(DisruptionBudget... budgets) {
        return group ->
                group.options =
                        new NodeGroupOptions(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                new NodeGroupOptions.Upkeep(false, Optional.of(List.of(budgets))));
    }

    public static GroupTrait noTemplate(String problem) {
        return group -> group.noTemplate = Optional.of(new NodeGroup.Template.Unknown(problem));
    }

    public static GroupTrait leftAlone(String reason) {
        return group -> group.noTemplate = Optional.of(new NodeGroup.Template.LeftAlone(reason));
    }

    public static NodeTrait withTaint(String key, String value) {
        return node -> node.taints.add(new Taint(key, value, Taint.Effect.NO_SCHEDULE));
    }

    public static NodeTrait nodeAnnotation(String key, String value) {
        return node -> node.annotations.put(key, value);
    }

    /** A condition that has been so for a while. */
    public static NodeTrait condition(String type, String status, Duration time) {
        return node ->
                node.conditions.add(new Node.Condition(type, status, "", World.NOW.minus(time)));
    }

    public static NodeTrait notReady(Duration age) {
        return node -> {
            node.ready = false;
            node.age = age;
        };
    }

    public static NodeTrait nodeAged(Duration age) {
        return node -> node.age = age;
    }

    /** The cloud is ending the machine, and the group's target is without it. */
    public static NodeTrait ending() {
        return node -> node.ending = true;
    }

    public static NodeTrait cordoned() {
        return node -> node.cordoned = true;
    }

    /** Marked to be replaced so long ago. */
    public static NodeTrait replacedSince(Duration time) {
        String at = String.valueOf(World.NOW.minus(time).getEpochSecond());
        return node ->
                node.taints.add(
                        new Taint(
                                "consolidation.plimsoll.io/replaced",
                                at,
                                Taint.Effect.PREFER_NO_SCHEDULE));
    }

    public static PodTrait tolerating(String key) {
        return pod ->
                pod.tolerations.add(
                        new Toleration(key, Toleration.Operator.EXISTS, "", Optional.empty()));
    }

    public static PodTrait onlyOn(String label, String value) {
        return pod -> pod.nodeSelector.put(label, value);
    }

    public static PodTrait inNamespace(String namespace) {
        return pod -> pod.namespace = namespace;
    }

    public static PodTrait app(String app) {
        return pod -> pod.labels.put("app", app);
    }

    public static PodTrait annotation(String key, String value) {
        return pod -> pod.annotations.put(key, value);
    }

    public static PodTrait priority(int priority) {
        return pod -> pod.priority = priority;
    }

    public static PodTrait aged(Duration age) {
        return pod -> pod.age = age;
    }

    public static PodTrait bare() {
        return pod -> pod.owner = Optional.empty();
    }

    public static PodTrait ownedBy(String kind, String name) {
        return pod -> pod.owner = Optional.of(PodDraft.owner(kind, name));
    }

    public static PodTrait ownedBy(OwnerReference owner) {
        return pod -> pod.owner = Optional.of(owner);
    }

    /** It runs. */
    public static PodTrait notReadyPod() {
        return pod -> pod.ready = false;
    }

    public static PodTrait deletedSince(Duration time) {
        return pod -> pod.deleted = Optional.of(World.NOW.minus(time));
    }

    public static PodTrait notSeenByScheduler() {
        return pod -> pod.seenByScheduler = false;
    }

    /** The pod's own, by its annotation. */
    public static PodTrait scaleUpDelay(Duration delay) {
        return pod -> pod.scaleUpDelay = Optional.of(delay);
    }

    public static PodTrait gatedBy(String gate) {
        return pod -> pod.gates.add(gate);
    }

    /** The scheduler was making room for the pod there. */
    public static PodTrait nominatedTo(String node) {
        return pod -> pod.nominatedNode = Optional.of(node);
    }

    /** The pod claims a device. */
    public static PodTrait withResourceClaim(String name) {
        return pod -> pod.resourceClaims.add(name);
    }

    public static PodTrait localVolume(String name) {
        return pod -> pod.volumes.add(new PodVolume.Local(name));
    }

    /** At most one more on any node than on another. */
    public static PodTrait spreadOver(String topologyKey, String app) {
        Requirement isApp = new Requirement("app", Operator.IN, List.of(app));
        return pod ->
                pod.spread.add(
                        new TopologySpreadConstraint(
                                topologyKey,
                                1,
                                OptionalInt.empty(),
                                Optional.of(new LabelSelector(List.of(isApp))),
                                SpreadPolicy.DEFAULT));
    }
}
