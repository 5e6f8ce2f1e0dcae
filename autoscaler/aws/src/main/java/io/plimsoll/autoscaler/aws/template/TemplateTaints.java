package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Taint.Effect;
import io.plimsoll.environment.TaintConfig;
import io.plimsoll.environment.tags.NodeTemplateTags;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Taints that a group's nodes register with. */
final class TemplateTaints {

    private TemplateTaints() {}

    /** Tags and EKS may say the same; then the taint is there once. */
    static List<Taint> of(Optional<Nodegroup> managed, NodeTemplateTags tags) {
        return Stream.concat(
                        tags.taints().stream().map(TemplateTaints::ofTag),
                        managed.stream()
                                .flatMap(nodes -> nodes.taints().stream())
                                .map(TemplateTaints::ofEks))
                .distinct()
                .toList();
    }

    private static Taint ofTag(TaintConfig taint) {
        return new Taint(
                taint.key(),
                taint.value(),
                Effect.named(taint.effect().kubernetesName()).orElseThrow());
    }

    private static Taint ofEks(software.amazon.awssdk.services.eks.model.Taint taint) {
        if (taint.key() == null || taint.effect() == null) {
            throw new TemplateException(
                    "a taint of its EKS node group lacks its key or its effect");
        }
        return ofTag(
                new TaintConfig(
                        taint.key(),
                        taint.value() == null ? "" : taint.value(),
                        TaintConfig.Effect.ofEks(taint.effectAsString())
                                .orElseThrow(() ->
                                        new TemplateException(
                                                "unknown taint effect "
                                                        + taint.effectAsString()))));
    }
}
