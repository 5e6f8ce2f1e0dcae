package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.environment.tags.NodeTemplateTags;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Where each part of a node template was read, in words. */
final class TemplateOrigins {

    static final String LAUNCH_TEMPLATE = "launch template";
    static final String EKS_NODE_GROUP = "EKS node group";
    private static final String TAG = "tag";

    private final AutoScalingGroup group;

    private TemplateOrigins(AutoScalingGroup group) {
        this.group = group;
    }

    static SortedMap<String, String> of(
            AutoScalingGroup group,
            Machine machine,
            Optional<Nodegroup> managed,
            NodeTemplateTags tags,
            Node node) {
        TemplateOrigins named = new TemplateOrigins(group);
        SortedMap<String, String> origins = new TreeMap<>();
        origins.put("instanceType", named.name(machine.typesFrom()));
        origins.put("disk", named.name(machine.kubelet().diskFrom()));
        origins.put(
                "pods",
                machine.kubelet().maxPods().isPresent()
                        ? "user data of " + named.name(LAUNCH_TEMPLATE)
                        : "addresses of the instance type");
        if (machine.kubelet().efaInterfaces() > 0) {
            origins.put("resources/vpc.amazonaws.com/efa", named.name(LAUNCH_TEMPLATE));
        }
        tags.resources().keySet().forEach(name -> origins.put("resources/" + name, TAG));
        tags.labels().keySet().forEach(key -> origins.put("labels/" + key, TAG));
        managed.ifPresent(nodes ->
                nodes.labels()
                        .keySet()
                        .forEach(key -> origins.put("labels/" + key, named.name(EKS_NODE_GROUP))));
        node.metadata().labels().keySet().stream()
                .filter(key -> key.startsWith("eks.amazonaws.com/"))
                .forEach(key -> origins.putIfAbsent("labels/" + key, named.name(EKS_NODE_GROUP)));
        for (Taint taint : node.spec().taints()) {
            boolean ofTag = tags.taints().stream().anyMatch(each -> each.key().equals(taint.key()));
            origins.put("taints/" + taint.key(), ofTag ? TAG : named.name(EKS_NODE_GROUP));
        }
        return origins;
    }

    private String name(String kind) {
        return switch (kind) {
            case LAUNCH_TEMPLATE ->
                    LaunchTemplates.wantedBy(group)
                            .map(wanted -> kind + " " + LaunchTemplates.label(wanted))
                            .orElse(kind);
            case EKS_NODE_GROUP ->
                    Optional.ofNullable(
                                    GroupSelection.tagsOf(group).get(NodeTemplates.NODE_GROUP_TAG))
                            .map(name -> kind + " " + name)
                            .orElse(kind);
            default -> kind;
        };
    }
}
