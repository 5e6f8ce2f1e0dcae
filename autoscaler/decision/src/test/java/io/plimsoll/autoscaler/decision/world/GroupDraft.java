package io.plimsoll.autoscaler.decision.world;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.NodeGroupOptions;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Price;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

final class GroupDraft {
    final String name;
    final MachineDraft machine = new MachineDraft();
    final TreeMap<String, String> labels = new TreeMap<>();
    final List<Taint> taints = new ArrayList<>();
    final List<Instance> instances = new ArrayList<>();
    int min;
    boolean suspended;
    int max = 10;
    OptionalInt target = OptionalInt.empty();
    Price price = Price.UNKNOWN;
    NodeGroupOptions options = NodeGroupOptions.NONE;
    Optional<NodeGroup.Template> noTemplate = Optional.empty();

    GroupDraft(String name) {
        this.name = name;
        labels.put("kubernetes.io/os", "linux");
        labels.put("eks.amazonaws.com/nodegroup", name);
    }

    void addInstance(NodeDraft node) {
        instances.add(
                new Instance(
                        "i-" + node.name,
                        providerId(node.name),
                        node.ending ? Lifecycle.TERMINATING : Lifecycle.IN_SERVICE));
    }

    private int live() {
        return (int)
                instances.stream()
                        .filter(instance -> instance.lifecycle() == Lifecycle.IN_SERVICE)
                        .count();
    }

    static String providerId(String node) {
        return "aws:///eu-west-1a/i-" + node;
    }

    NodeGroup build() {
        return new NodeGroup(
                name,
                new NodeGroup.Size(min, max, target.orElse(live()), suspended),
                instances,
                noTemplate.orElseGet(() -> new NodeGroup.Template.Known(template())),
                options);
    }

    private NodeTemplate template() {
        Metadata metadata =
                new Metadata("", labels, new TreeMap<>(), Instant.EPOCH, Optional.empty());
        Node node =
                new Node(
                        name + "-template",
                        metadata,
                        new Node.Spec("", false, taints),
                        machine.status(List.of()));
        return new NodeTemplate(node, price);
    }
}
