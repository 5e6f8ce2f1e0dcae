package io.plimsoll.autoscaler.decision.world;

import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

final class NodeDraft {
    final String name;
    final MachineDraft machine = new MachineDraft();
    final TreeMap<String, String> labels = new TreeMap<>();
    final TreeMap<String, String> annotations = new TreeMap<>();
    final List<Taint> taints = new ArrayList<>();
    final List<Node.Condition> conditions = new ArrayList<>();
    Duration age = Duration.ofDays(1);
    boolean ready = true;
    boolean cordoned;
    boolean ending;

    NodeDraft(String name) {
        this.name = name;
        labels.put("kubernetes.io/hostname", name);
    }

    Node build(Instant now) {
        Instant since = now.minus(age);
        Metadata metadata =
                new Metadata("uid-" + name, labels, annotations, since, Optional.empty());
        Node.Condition condition = new Node.Condition("Ready", ready ? "True" : "False", "", since);
        List<Node.Condition> all = new ArrayList<>(conditions);
        all.add(condition);
        return new Node(
                name,
                metadata,
                new Node.Spec(GroupDraft.providerId(name), cordoned, taints),
                machine.status(all));
    }
}
